import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandResult, runCommand } from '../../../tools/shared/command.ts';
import { flags } from '../../../tools/shared/flags.ts';
import { ManagedProcess } from '../../../tools/shared/managed-process.ts';
import { apiServerPrograms as programs, getTools } from '../../../tools/toolbox/index.ts';
import { kubeconfigOf } from './kubeconfig.ts';
import type { Place } from './place.ts';

export interface ControlPlaneOptions {
  readonly folder: string;
  readonly place: Place;
  /** Of etcd (twice), of the API server, of the controller manager and of the scheduler. */
  readonly ports: readonly [number, number, number, number, number];
}

const seconds = 1_000;

/** The API server and what makes it a cluster but for nodes; all state is in one folder. */
export class ControlPlane {
  readonly kubeconfig: string;
  readonly serverUrl: string;
  readonly #options: ControlPlaneOptions;
  /** The administrator's. */
  readonly token = randomBytes(24).toString('base64url');
  #processes: ManagedProcess[] = [];
  #paths: Readonly<Record<(typeof programs)[number], string>> | undefined;

  constructor(options: ControlPlaneOptions) {
    const { folder, place, ports } = options;
    mkdirSync(folder, { recursive: true });
    this.#options = options;
    this.serverUrl = `https://${place.address}:${ports[2]}`;
    this.kubeconfig = join(folder, 'kubeconfig.json');
  }

  async start(): Promise<void> {
    const found = await getTools(programs);
    this.#paths = Object.fromEntries(programs.map((name) => [name, found[name].path])) as Record<
      (typeof programs)[number],
      string
    >;
    this.#writeCredentials();
    for (const process of [this.#etcd(), this.#apiServer()]) await this.#run(process);
    await Promise.all([this.#run(this.#controllers()), this.#run(this.#scheduler())]);
  }

  async stop(): Promise<void> {
    for (const process of this.#processes.toReversed()) await process.stop();
    this.#processes = [];
  }

  /** With text for standard input where it reads `-f -`. */
  kubectl(args: readonly string[], input?: string): Promise<CommandResult> {
    return this.#client('kubectl', [...args], input);
  }

  helm(...args: string[]): Promise<CommandResult> {
    return this.#client('helm', args);
  }

  /** What kubectl says, or its failure. */
  async ask(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.kubectl(args);
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  async apply(text: string, ...more: string[]): Promise<void> {
    const { code, stderr } = await this.kubectl(['apply', '--server-side', ...more, '-f', '-'], text);
    if (code !== 0) throw new Error(`kubectl apply: ${stderr}`);
  }

  #client(program: 'kubectl' | 'helm', args: string[], input?: string): Promise<CommandResult> {
    const [command = '', ...rest] = [...this.#options.place.enter, this.#path(program), ...args];
    const env = { ...process.env, KUBECONFIG: this.kubeconfig, HOME: this.#options.folder };
    if (input === undefined) return runCommand(command, rest, { env, timeoutMs: 300 * seconds });
    const file = join(this.#options.folder, `input-${randomBytes(6).toString('hex')}.yaml`);
    writeFileSync(file, input);
    const args2 = rest.map((arg, at) => (arg === '-' && rest[at - 1] === '-f' ? file : arg));
    return runCommand(command, args2, { env, timeoutMs: 300 * seconds });
  }

  #path(program: (typeof programs)[number]): string {
    const path = this.#paths?.[program];
    if (path === undefined) throw new Error('The control plane was not started');
    return path;
  }

  #writeCredentials(): void {
    const { folder } = this.#options;
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(join(folder, 'accounts.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    writeFileSync(join(folder, 'accounts.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(join(folder, 'tokens.csv'), `${this.token},admin,admin,system:masters\n`, { mode: 0o600 });
    writeFileSync(this.kubeconfig, kubeconfigOf(this.serverUrl, this.token), { mode: 0o600 });
  }

  async #run(process: ManagedProcess): Promise<void> {
    this.#processes.push(process);
    await process.start();
    await process.waitUntilReady();
  }

  #process(name: (typeof programs)[number], args: readonly string[], isReady: () => Promise<boolean>): ManagedProcess {
    const [command = '', ...rest] = [...this.#options.place.enter, this.#path(name), ...args];
    const logFile = join(this.#options.folder, `${name}.log`);
    return new ManagedProcess({ name, command, args: rest, logFile, isReady, readyTimeoutMs: 90 * seconds });
  }

  #etcd(): ManagedProcess {
    const { folder, place, ports } = this.#options;
    const url = `http://${place.address}:${ports[0]}`;
    const peer = `http://${place.address}:${ports[1]}`;
    const args = [
      ...flags({ 'data-dir': join(folder, 'etcd'), 'listen-client-urls': url, 'advertise-client-urls': url }),
      ...flags({ 'listen-peer-urls': peer, 'initial-advertise-peer-urls': peer, 'initial-cluster': `default=${peer}` }),
      '--unsafe-no-fsync',
    ];
    const process = this.#process('etcd', args, () => Promise.resolve(process.output().includes('ready to serve')));
    return process;
  }

  #apiServer(): ManagedProcess {
    const { folder, place, ports } = this.#options;
    const args = [
      ...flags({ 'etcd-servers': `http://${place.address}:${ports[0]}`, 'secure-port': ports[2] }),
      ...flags({ 'bind-address': place.address, 'advertise-address': place.advertise, 'cert-dir': folder }),
      ...flags({ 'service-cluster-ip-range': place.serviceRange, 'token-auth-file': join(folder, 'tokens.csv') }),
      ...flags({ 'service-account-key-file': join(folder, 'accounts.pub') }),
      ...flags({ 'service-account-signing-key-file': join(folder, 'accounts.key') }),
      ...flags({ 'service-account-issuer': 'https://kubernetes.default.svc', 'authorization-mode': 'RBAC' }),
      ...flags({ 'kubelet-preferred-address-types': 'InternalIP' }),
      // Refusing is Pod Security's.
      '--allow-privileged',
    ];
    const ready = async (): Promise<boolean> => (await this.kubectl(['get', '--raw', '/readyz'])).code === 0;
    return this.#process('kube-apiserver', args, ready);
  }

  #controllers(): ManagedProcess {
    const { folder, place, ports } = this.#options;
    const args = [
      ...flags({
        kubeconfig: this.kubeconfig,
        'secure-port': ports[3],
        'bind-address': place.address,
        'cert-dir': folder,
      }),
      ...flags({ 'service-account-private-key-file': join(folder, 'accounts.key') }),
      ...flags({ 'root-ca-file': join(folder, 'apiserver.crt') }),
      '--leader-elect=false',
    ];
    const hasAccount = async (): Promise<boolean> =>
      (await this.kubectl(['get', 'serviceaccount', 'default', '-n', 'default'])).code === 0;
    return this.#process('kube-controller-manager', args, hasAccount);
  }

  #scheduler(): ManagedProcess {
    const { folder, place, ports } = this.#options;
    const args = [
      ...flags({
        kubeconfig: this.kubeconfig,
        'secure-port': ports[4],
        'bind-address': place.address,
        'cert-dir': folder,
      }),
      '--leader-elect=false',
    ];
    return this.#process('kube-scheduler', args, () => Promise.resolve(true));
  }
}
