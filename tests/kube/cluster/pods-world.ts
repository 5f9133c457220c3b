import { workFolder } from '@mercato/testkit/process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { lastLines, runCommand } from '../../../tools/shared/command.ts';
import { stateDir } from '../../../tools/shared/paths.ts';
import { ManagedProcess } from '../../../tools/shared/managed-process.ts';
import { startMinistack } from '../../../tools/local-aws/ministack.ts';
import { ControlPlane } from './control-plane.ts';
import { installDapr } from './dapr.ts';
import { allImages } from './images.ts';
import { NodeNetwork } from './network.ts';
import { Node } from './node.ts';
import { customKinds, shopNamespace } from './world.ts';

const ports = { etcd: 2379, peer: 2380, server: 6443, controllers: 10_257, scheduler: 10_259, aws: 4566 };
const here = import.meta.dirname;

/** A cluster of one node on this machine, with Dapr and an AWS of its own, in a network that nothing else is in. */
export class PodsWorld {
  readonly cluster: ControlPlane;
  readonly awsUrl: string;
  readonly #network: NodeNetwork;
  readonly #node: Node;
  readonly #folder = workFolder('pods');
  readonly #processes: ManagedProcess[] = [];

  constructor() {
    this.#network = new NodeNetwork(`mercato-${randomBytes(3).toString('hex')}`);
    const { place } = this.#network;
    const folder = join(this.#folder.path, 'cluster');
    const { etcd, peer, server, controllers, scheduler } = ports;
    this.cluster = new ControlPlane({ folder, place, ports: [etcd, peer, server, controllers, scheduler] });
    this.#node = new Node({
      folder: join(this.#folder.path, 'node'),
      place,
      cluster: this.cluster,
      dns: place.address,
    });
    this.awsUrl = `http://${place.address}:${ports.aws}`;
  }

  /** Steps that take long are given to `told` when they begin. */
  async start(namespace: string, told: (step: string) => void): Promise<void> {
    told('images');
    const images = await allImages(join(stateDir, 'images'));
    told('network and control plane');
    await this.#network.create();
    await this.cluster.start();
    await this.cluster.apply(customKinds());
    await this.cluster.ask('wait', '--for=condition=Established', 'crd', '--all', '--timeout=30s');
    await this.cluster.apply(shopNamespace());
    await this.cluster.ask('wait', '--for=create', 'serviceaccount/default', '-n', namespace, '--timeout=30s');
    told('node');
    await this.#startDns();
    await this.#node.start();
    told('loading images');
    for (const image of images) await this.#node.load(image);
    told('dapr');
    await installDapr(this.cluster);
    await this.#startAws();
  }

  /** Runs one of this folder's scripts where the cluster's addresses mean something. */
  async run(script: string, ...args: readonly string[]): Promise<string> {
    const [command = '', ...rest] = [...this.#network.place.enter, process.execPath, join(here, script), ...args];
    const { code, stdout, stderr } = await runCommand(command, rest, { timeoutMs: 300_000 });
    if (code !== 0) throw new Error(`${script} ${args[0]}: ${lastLines(stderr, 5)}`);
    return stdout;
  }

  async stop(): Promise<void> {
    await this.#node.stop();
    for (const process of this.#processes.toReversed()) await process.stop();
    await this.cluster.stop();
    await this.#network.remove();
    this.#folder.remove();
  }

  async #startDns(): Promise<void> {
    const { place } = this.#network;
    const args = [join(here, 'dns.ts'), place.address, this.cluster.serverUrl, this.cluster.token];
    const [command = '', ...rest] = [...place.enter, process.execPath, ...args];
    const logFile = join(this.#folder.path, 'dns.log');
    const isReady = () => Promise.resolve(dns.output().includes('ready'));
    const dns: ManagedProcess = new ManagedProcess({ name: 'dns', command, args: rest, logFile, isReady });
    this.#processes.push(dns);
    await dns.start();
    await dns.waitUntilReady();
  }

  async #startAws(): Promise<void> {
    const { place } = this.#network;
    const folder = this.#folder.path;
    const check = ['curl', '-sf', '-o', '/dev/null', `${this.awsUrl}/_ministack/health`];
    const [command = '', ...rest] = [...place.enter, ...check];
    const aws = await startMinistack({
      port: ports.aws,
      data: join(folder, 'aws'),
      logFile: join(folder, 'aws.log'),
      host: place.address,
      enter: place.enter,
      isReady: async () => (await runCommand(command, rest)).code === 0,
    });
    this.#processes.push(aws);
  }
}
