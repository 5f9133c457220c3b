import type { TokenVerifier } from '@mercato/kit/auth';
import { DomainError, errors } from '@mercato/kit/errors';
import { StateIdempotency } from '@mercato/kit/idempotency';
import { createLogger } from '@mercato/kit/telemetry';
import { afterEach } from 'vitest';
import { createApp } from '../src/app.ts';
import { type WorldOptions, createWorld } from './world.ts';

/** Tokens in tests say who calls: `user.<id>` or `admin.<id>`. */
const verifyToken: TokenVerifier = {
  verify: (token) => {
    const [role, userId] = token.split('.');
    if ((role !== 'user' && role !== 'admin') || !userId)
      return Promise.reject(new DomainError('auth.invalid', 'The access token is not valid'));
    return Promise.resolve({ role, userId });
  },
};

export interface Sent {
  readonly as?: string;
  /** A text is sent as it is. */
  readonly body?: object | string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

export const appToken = 'app-token';

/** The app over memory ports; it closes itself after the test. */
export const buildApp = async (options: WorldOptions = {}) => {
  const world = createWorld(options);
  const lines: string[] = [];
  const app = await createApp(world.parts, {
    clock: world.clock,
    verifyToken,
    appApiToken: appToken,
    idempotency: new StateIdempotency(world.store, world.clock, world.ids),
    logger: createLogger({ service: 'payment', level: 'debug', destination: { write: (line) => lines.push(line) } }),
    health: { broken: () => Promise.reject(errors.unavailable('nothing')) },
  });
  closing.push(() => app.close());
  const send = async (method: 'GET' | 'POST', url: string, sent: Sent = {}) => {
    const headers = {
      ...(sent.as === undefined ? {} : { authorization: `Bearer ${sent.as}` }),
      ...(sent.key === undefined ? {} : { 'idempotency-key': sent.key }),
      'dapr-api-token': appToken,
      'dapr-caller-app-id': url.startsWith('/internal') ? 'order' : 'gateway',
      ...(typeof sent.body === 'string' ? { 'content-type': 'application/json' } : {}),
      ...sent.headers,
    };
    const answer = await app.inject({ method, url, headers, ...(sent.body ? { payload: sent.body } : {}) });
    const body: unknown = answer.headers['content-type']?.includes('json') ? answer.json() : answer.body;
    return { status: answer.statusCode, headers: answer.headers, body };
  };
  return { ...world, app, lines, send };
};
