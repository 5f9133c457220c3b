import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { serviceNames, type ServiceName } from '@mercato/contracts/shared';
import { type Daprd, prepareDaprd, type Sentry, startSentry, workFolder } from '@mercato/testkit/process';
import { rootDir } from '../../tools/shared/paths.ts';
import { writeNameResolution } from '../../tools/start/environment.ts';
import { type FakeApp, startFakeApp } from './fake-app.ts';

export interface AccessOptions {
  /** Without them every sidecar lets everything through. */
  readonly policies?: boolean;
  /** Without it nobody knows who calls. */
  readonly mtls?: boolean;
  readonly only?: readonly ServiceName[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Member {
  readonly app: FakeApp;
  readonly daprd: Daprd;
}

export interface RawCall {
  readonly method: string;
  /** Sent as it stands: a URL parser would tidy it up. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One sidecar for each service, certified by one Sentry, before an app that counts what reaches it. */
export class AccessWorld {
  readonly #members: ReadonlyMap<ServiceName, Member>;
  readonly #end: () => Promise<void>;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(members: ReadonlyMap<ServiceName, Member>, end: () => Promise<void>) {
    this.#members = members;
    this.#end = end;
  }

  of(name: ServiceName): Member {
    const member = this.#members.get(name);
    if (!member) throw new Error(`${name} was not started`);
    return member;
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }

  /** Asks a service's own sidecar; the answer's status and text. */
  async ask(caller: ServiceName, { method, path, headers = {} }: RawCall): Promise<{ status: number; body: string }> {
    const { http } = this.of(caller).daprd.ports;
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: http, method, path, headers, agent: this.#agent }, (response) => {
        const { statusCode: status = 0 } = response;
        text(response).then((body) => resolve({ status, body }), reject);
      });
      sent.once('error', reject).end();
    });
  }

  stop(): Promise<void> {
    this.#agent.destroy();
    return this.#end();
  }
}

interface Common {
  readonly sentry: Sentry;
  readonly names: string;
  readonly logs: string;
}

const startMember = async (name: ServiceName, options: AccessOptions, common: Common): Promise<Member> => {
  const app = await startFakeApp();
  const { sentry, names, logs } = common;
  const daprd = await prepareDaprd({
    appId: name,
    appPort: app.port,
    configs: [...(options.policies === false ? [] : [`${rootDir}/dapr/access/${name}.yaml`]), names],
    flags: options.mtls === false ? [] : sentry.sidecarFlags,
    env: { ...sentry.sidecarEnv, ...options.env },
    logFile: `${logs}/${name}.daprd.log`,
  });
  await daprd.start();
  return { app, daprd };
};

export const startAccessWorld = async (options: AccessOptions = {}): Promise<AccessWorld> => {
  const files = workFolder('access');
  const sentry = await startSentry(files.path);
  const names = `${files.path}/names.yaml`;
  writeNameResolution(names, `${files.path}/names.db`);
  const common = { sentry, names, logs: `${files.path}/logs` };
  const chosen = options.only ?? serviceNames;
  const members = new Map(
    await Promise.all(chosen.map(async (name) => [name, await startMember(name, options, common)] as const)),
  );
  const end = async (): Promise<void> => {
    await Promise.all([...members.values()].map(({ app, daprd }) => Promise.all([daprd.stop(), app.stop()])));
    await sentry.stop();
    files.remove();
  };
  try {
    await Promise.all([...members.values()].map(({ daprd }) => daprd.waitUntilReady()));
    return new AccessWorld(members, end);
  } catch (error) {
    await end();
    throw error;
  }
};
