import { StateIdempotency } from '@mercato/kit/idempotency';
import type { App } from '@mercato/kit/service';
import { createApp } from '../src/app.ts';
import { createAccount } from '../src/use-cases/create-account.ts';
import { logIn } from '../src/use-cases/sign-in.ts';
import { ada, makeWorld, type World } from './world.ts';

export const boss = { username: 'boss', email: 'boss@example.com', password: 'the boss password' };

const fromGateway = { 'dapr-api-token': 'sidecar', 'dapr-caller-app-id': 'gateway' };

interface Call {
  readonly as?: typeof ada;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The body as JSON, or nothing. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** The service as its sidecar calls it, with Ada and an administrator. */
export class Api {
  readonly world: World;
  #app: App;

  private constructor(world: World, app: App) {
    this.world = world;
    this.#app = app;
  }

  static async start(): Promise<Api> {
    const world = makeWorld();
    await createAccount(world, ada, { id: 'ada', role: 'user' });
    await createAccount(world, boss, { id: 'boss', role: 'admin' });
    const idempotency = new StateIdempotency(world.store, world.clock);
    return new Api(world, await createApp(world, { logger: false, appApiToken: 'sidecar', idempotency }));
  }

  /** Another process, which has kept no answers. */
  async restart(): Promise<void> {
    await this.close();
    this.#app = await createApp(this.world, { logger: false });
  }

  close(): Promise<void> {
    return this.#app.close();
  }

  readonly call = async (line: string, body?: object, { as, headers = {} }: Call = {}): Promise<Answer> => {
    const [method = '', url = ''] = line.split(' ');
    const token = as && (await logIn(this.world, as)).accessToken;
    const reply = await this.#app.inject({
      method: method as 'GET',
      url,
      ...(body ? { payload: body } : {}),
      headers: { ...fromGateway, ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    });
    const data = reply.body === '' ? {} : reply.json<Record<string, unknown>>();
    return { status: reply.statusCode, headers: reply.headers, text: reply.body, data };
  };
}
