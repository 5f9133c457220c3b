import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../tools/shared/command.ts';
import { flags } from '../../../tools/shared/flags.ts';
import { ManagedProcess } from '../../../tools/shared/managed-process.ts';
import { signal, waitUntilGone } from '../../../tools/shared/processes.ts';
import { getTools } from '../../../tools/toolbox/index.ts';
import type { ControlPlane } from './control-plane.ts';
import { containerdConfig, kubeletConfig, networkConfig, proxyConfig } from './node-config.ts';
import type { Place } from './place.ts';

const seconds = 1_000;
/** What the kubelet sets for the whole machine; put back afterwards. */
const sysctls = ['kernel/panic', 'kernel/panic_on_oops', 'vm/overcommit_memory', 'vm/panic_on_oom'];

export const nodeName = 'node1';

export interface NodeOptions {
  readonly folder: string;
  readonly place: Place;
  readonly cluster: ControlPlane;
  /** The address that pods ask for names. */
  readonly dns: string;
}

/** One node: containerd, kubelet and kube-proxy of this machine, in the cluster's network. Root only. */
export class Node {
  readonly #options: NodeOptions;
  readonly #before = new Map<string, string>();
  #networksBefore: readonly string[] = [];
  #processes: ManagedProcess[] = [];

  constructor(options: NodeOptions) {
    this.#options = options;
  }

  get #socket(): string {
    return join(this.#options.folder, 'containerd.sock');
  }

  async start(): Promise<void> {
    const { folder, cluster, dns } = this.#options;
    const { kubelet, 'kube-proxy': proxy } = await getTools(['kubelet', 'kube-proxy'] as const);
    this.#networksBefore = podNetworks();
    for (const name of sysctls) this.#before.set(name, readFileSync(`/proc/sys/${name}`, 'utf8'));
    mkdirSync(join(folder, 'cni'), { recursive: true });
    writeFileSync(join(folder, 'cni/10-pods.conflist'), networkConfig());
    writeFileSync(join(folder, 'containerd.toml'), containerdConfig(folder, this.#socket));
    writeFileSync(join(folder, 'kubelet.json'), kubeletConfig(dns, this.#socket));
    writeFileSync(join(folder, 'proxy.json'), proxyConfig(cluster.kubeconfig));
    await this.#run('containerd', 'containerd', ['--config', join(folder, 'containerd.toml')], async () =>
      existsSync(this.#socket),
    );
    await this.#run('kubelet', kubelet.path, this.#kubeletFlags(), () => this.#isReady());
    await this.#claimStorage();
    await this.#run(
      'kube-proxy',
      proxy.path,
      flags({ config: join(folder, 'proxy.json'), 'hostname-override': nodeName }),
    );
  }

  /** An archive as `buildah push docker-archive:` makes it. */
  async load(archive: string): Promise<void> {
    const args = ['--address', this.#socket, '-n', 'k8s.io', 'images', 'import', archive];
    const { code, stderr } = await runCommand('ctr', args, { timeoutMs: 120 * seconds });
    if (code !== 0) throw new Error(`ctr images import ${archive}: ${stderr}`);
  }

  /** Pods first, while somebody can still end them; then the programs; then what they leave. */
  async stop(): Promise<void> {
    const { folder } = this.#options;
    for (const process of this.#processes.toReversed()) if (process.name !== 'containerd') await process.stop();
    await this.#endContainers();
    for (const process of this.#processes) await process.stop();
    this.#processes = [];
    await this.#removePodNetworks();
    await unmountBelow(folder);
    removeControlGroups();
    for (const [name, value] of this.#before) writeFileSync(`/proc/sys/${name}`, value);
  }

  /** A kubelet that cannot look at the disk says nothing of it, and then no pod that asks for some finds a place. */
  async #claimStorage(): Promise<void> {
    const some = { 'ephemeral-storage': '50Gi' };
    const patch = JSON.stringify({ status: { capacity: some, allocatable: some } });
    await this.#options.cluster.ask('patch', 'node', nodeName, '--subresource=status', '--type=merge', '-p', patch);
  }

  #kubeletFlags(): string[] {
    const { folder, cluster, place } = this.#options;
    return [
      ...flags({ config: join(folder, 'kubelet.json'), kubeconfig: cluster.kubeconfig, 'node-ip': place.address }),
      ...flags({ 'root-dir': join(folder, 'kubelet'), 'hostname-override': nodeName }),
      ...flags({ 'cert-dir': join(folder, 'kubelet-pki') }),
    ];
  }

  async #isReady(): Promise<boolean> {
    const path = '{.status.conditions[?(@.type=="Ready")].status}';
    const { stdout } = await this.#options.cluster.kubectl(['get', 'node', nodeName, '-o', `jsonpath=${path}`]);
    return stdout === 'True';
  }

  async #run(name: string, program: string, args: string[], isReady = () => Promise.resolve(true)): Promise<void> {
    const { folder, place } = this.#options;
    const [command = '', ...rest] = [...place.enter, program, ...args];
    const logFile = join(folder, `${name}.log`);
    const process = new ManagedProcess({ name, command, args: rest, logFile, isReady, readyTimeoutMs: 90 * seconds });
    this.#processes.push(process);
    await process.start();
    await process.waitUntilReady();
  }

  /** Pods whose shims were ended take nobody's leave of the network. */
  async #removePodNetworks(): Promise<void> {
    const ours = podNetworks().filter((name) => !this.#networksBefore.includes(name));
    for (const name of ours) await runCommand('ip', ['netns', 'delete', name]);
  }

  async #endContainers(): Promise<void> {
    for (const pid of shimsOf(this.#socket)) {
      for (const child of childrenOf(pid)) signal(child, 'SIGKILL');
      await waitUntilGone(() => childrenOf(pid).length > 0, 5 * seconds);
      signal(pid, 'SIGKILL');
    }
  }
}

const podNetworks = (): readonly string[] =>
  existsSync('/run/netns') ? readdirSync('/run/netns').filter((name) => name.startsWith('cni-')) : [];

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};

const pids = (): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** The shims of this containerd and of no other: its socket is among their arguments. */
const shimsOf = (socket: string): readonly number[] =>
  pids().filter((pid) => commandOf(pid).includes('containerd-shim') && commandOf(pid).includes(socket));

const childrenOf = (parent: number): readonly number[] => {
  try {
    return readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
};

const unmountBelow = async (folder: string): Promise<void> => {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((path) => path.startsWith(folder));
  for (const path of mounts.toReversed()) await runCommand('umount', ['--lazy', path]);
};

/** Emptied by now: a group that is not cannot be removed. */
const removeControlGroups = (): void => {
  for (const controller of existsSync('/sys/fs/cgroup') ? readdirSync('/sys/fs/cgroup') : []) {
    const top = join('/sys/fs/cgroup', controller, 'kubepods');
    if (existsSync(top)) removeGroup(top);
  }
};

const removeGroup = (path: string): void => {
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isDirectory()) removeGroup(join(path, entry.name));
  try {
    rmdirSync(path);
  } catch {
    // Somebody else's pods are in it.
  }
};
