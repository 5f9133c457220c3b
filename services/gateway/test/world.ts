import { type Caller, authErrors } from '@mercato/kit/auth';
import { errors } from '@mercato/kit/errors';
import type { App, ServiceOptions } from '@mercato/kit/service';
import type { Clock } from '@mercato/kit/time';
import type { gatewayApi } from '@mercato/contracts/gateway';
import { FakeClock, MemoryStateStore } from '@mercato/testkit';
import { StateTokenPool } from '../src/adapters/state-token-pool.ts';
import { createApp } from '../src/app.ts';
import type { Rate } from '../src/domain/token-bucket.ts';
import { type Limits, limitsOver, reportEveryMs } from '../src/limits/index.ts';
import type { ForwardedAnswer, ForwardedRequest, Forwarder } from '../src/ports/index.ts';
import type { GatewaySettings } from '../src/routes/deps.ts';

export const json = (body: unknown, status = 200, headers: ForwardedAnswer['headers'] = {}): ForwardedAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: Buffer.from(JSON.stringify(body)),
});

/** Forwarder that records what it was given and answers as told. */
export class FakeForwarder implements Forwarder {
  readonly requests: ForwardedRequest[] = [];
  answer: (request: ForwardedRequest) => ForwardedAnswer | Promise<ForwardedAnswer> = () => json({});

  async forward(request: ForwardedRequest): Promise<ForwardedAnswer> {
    this.requests.push(request);
    return this.answer(request);
  }

  get last(): ForwardedRequest {
    const last = this.requests.at(-1);
    if (!last) throw new Error('nothing was forwarded');
    return last;
  }
}

const callers: Readonly<Record<string, Caller>> = {
  ada: { userId: 'ada', role: 'user' },
  eve: { userId: 'eve', role: 'user' },
  boss: { userId: 'boss', role: 'admin' },
  robot: { userId: 'key-1', role: 'service', scopes: ['order:read'] },
};

/** Keys of machines, by the token that they are exchanged for. */
const exchangeable: Readonly<Record<string, string>> = { mk_robot: 'robot' };

/** The token is the caller's name; `down` means that nobody can say. */
const verifyToken = {
  verify: (token: string): Promise<Caller> => {
    const caller = callers[token];
    if (token === 'down') return Promise.reject(errors.unavailable('user'));
    return caller ? Promise.resolve(caller) : Promise.reject(authErrors.invalid());
  },
};

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string | Buffer;
  readonly from?: string;
}

export interface World {
  readonly app: App;
  readonly forwarder: FakeForwarder;
  readonly clock: FakeClock;
  /** `GET /path` and so on. */
  readonly call: (line: string, call?: Call) => Promise<Answer>;
}

export interface WorldOptions {
  readonly limit?: Rate;
  readonly limits?: Partial<Limits>;
  readonly settings?: Partial<Omit<GatewaySettings, 'rate'>>;
  readonly around?: Pick<ServiceOptions<typeof gatewayApi>, 'openapi' | 'health'>;
}

const read = (text: string): Answer['data'] => {
  try {
    return JSON.parse(text) as Answer['data'];
  } catch {
    return {};
  }
};

const inFlight = { least: 20, first: 128, most: 512 };

const trafficOf = (rate: Rate, limits: Partial<Limits>, clock: Clock) => {
  const shared = { rate, periodMs: reportEveryMs, replica: 'test', counted: () => undefined };
  const pool = new StateTokenPool({ state: new MemoryStateStore(), clock, ...shared });
  const all = { rate, replicas: 1, targetMs: 500, inFlight, isAdaptive: true, ...limits };
  return limitsOver(pool, all, clock).traffic;
};

export const makeWorld = async (options: WorldOptions = {}): Promise<World> => {
  const { limit: rate = { perSecond: 100, burst: 200 }, limits = {}, settings, around = {} } = options;
  const forwarder = new FakeForwarder();
  const clock = new FakeClock();
  const app = await createApp(
    {
      forwarder,
      verifyToken,
      machineKeys: { exchange: async (key) => exchangeable[key] ?? Promise.reject(authErrors.invalid()) },
      traffic: trafficOf(rate, limits, clock),
      clock,
      settings: { trustedProxies: 0, forwardMs: 30_000, tls: false, corsOrigins: [], rate, ...settings },
    },
    { logger: false, ...around },
  );
  const call: World['call'] = async (line, { as, headers = {}, body, from } = {}) => {
    const [method = '', url = ''] = line.split(' ');
    const reply = await app.inject({
      method: method as 'GET',
      url,
      headers: { ...(as === undefined ? {} : { authorization: `Bearer ${as}` }), ...headers },
      ...(body === undefined ? {} : { payload: body }),
      ...(from === undefined ? {} : { remoteAddress: from }),
    });
    return { status: reply.statusCode, headers: reply.headers, text: reply.body, data: read(reply.body) };
  };
  return { app, forwarder, clock, call };
};
