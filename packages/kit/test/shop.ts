import { defineApi, defineMessage, id, pageQuery } from '@mercato/contracts/shared';
import { z } from 'zod';
import { authErrors, type Caller, type TokenVerifier } from '../src/auth/index.ts';
import { currentContext } from '../src/context/index.ts';
import { DomainError } from '../src/errors/index.ts';
import { subscription, type Subscription } from '../src/messaging/index.ts';
import {
  accepted,
  type App,
  created,
  createService,
  empty,
  type Handlers,
  noContent,
  ok,
  type ServerSentEvent,
  type ServiceOptions,
  stream,
} from '../src/service/index.ts';
import { createLogger, type Logger } from '../src/telemetry/index.ts';

const echoed = z.object({
  caller: z.unknown().optional(),
  key: z.string().optional(),
  waitMs: z.number().optional(),
  context: z.unknown().optional(),
});

/** A small API with one route of every kind. */
export const shopApi = defineApi({
  list: {
    id: 'listThings',
    method: 'GET',
    path: '/api/things',
    summary: '',
    audience: 'public',
    query: pageQuery,
    answers: { 200: z.object({ limit: z.int() }) },
    errors: [],
  },
  add: {
    id: 'addThing',
    method: 'POST',
    path: '/api/things',
    summary: '',
    audience: 'user',
    idempotency: 'required',
    waits: true,
    body: z.strictObject({
      name: z.string().max(50),
      tags: z.array(z.strictObject({ 'a/b': z.string() })).optional(),
      change: z
        .union([z.strictObject({ delta: z.int() }), z.strictObject({ set: z.int(), version: z.int() })])
        .optional(),
    }),
    answers: { 201: echoed.extend({ name: z.string() }), 202: z.object({ id, status: z.string(), href: z.string() }) },
    errors: ['product.exists'],
  },
  special: {
    id: 'specialThing',
    method: 'POST',
    path: '/api/things/special',
    summary: '',
    audience: 'admin',
    idempotency: 'optional',
    answers: { 202: 'empty' },
    errors: [],
  },
  get: {
    id: 'getThing',
    method: 'GET',
    path: '/api/things/:id',
    summary: '',
    audience: 'guest',
    params: z.strictObject({ id }),
    answers: { 200: echoed },
    errors: ['product.not_found'],
  },
  remove: {
    id: 'removeThing',
    method: 'DELETE',
    path: '/api/things/:id',
    summary: '',
    audience: 'public',
    params: z.strictObject({ id }),
    answers: { 204: 'empty' },
    errors: [],
  },
  watch: {
    id: 'watchThing',
    method: 'GET',
    path: '/api/things/:id/stream',
    summary: '',
    audience: 'public',
    params: z.strictObject({ id }),
    answers: { 200: 'event-stream' },
    errors: [],
  },
  reserve: {
    id: 'reserveThing',
    method: 'POST',
    path: '/internal/things/reserve',
    summary: '',
    audience: 'internal',
    callers: ['order'],
    answers: { 200: z.object({ done: z.boolean() }) },
    errors: [],
  },
});
export type ShopApi = typeof shopApi;

export const thingMade = defineMessage({
  topic: 'product-thing-made-v1',
  kind: 'event',
  owner: 'product',
  consumers: ['product'],
  summary: '',
  key: 'thingId',
  data: z.object({ thingId: id, size: z.int() }),
});

export const makeThing = defineMessage({ ...thingMade, topic: 'product-make-thing-v1', kind: 'command' });

async function* threeEvents(): AsyncGenerator<ServerSentEvent> {
  yield { id: '1', event: 'step', data: { n: 1 } };
  yield { data: 'two\nlines' };
  yield await Promise.resolve({ id: '3', data: 3 });
}

/** Handlers that say what they were given. */
export const shopHandlers: Handlers<ShopApi> = {
  list: async ({ query }) => ok({ limit: query.limit }),
  add: async ({ body, caller, idempotencyKey: key, waitMs }) => {
    if (body.name === 'async') return accepted('t1', '/api/things/t1');
    if (body.name === 'taken') throw new DomainError('product.exists', 'There is one already');
    return created({ name: body.name, caller, key, waitMs, context: currentContext() }, '/api/things/t1');
  },
  special: async () => empty(202),
  get: async ({ caller, waitMs, idempotencyKey: key }) => ok({ caller, key, waitMs, context: currentContext() }),
  remove: async () => noContent(),
  watch: async () => stream(threeEvents()),
  reserve: async () => ok({ done: true }),
};

const callers: Readonly<Record<string, Caller>> = {
  ada: { userId: 'ada', role: 'user' },
  bob: { userId: 'bob', role: 'user' },
  root: { userId: 'root', role: 'admin' },
};

/** Takes the user's name for a token. */
export const nameVerifier: TokenVerifier = {
  verify: async (token) => {
    const caller = callers[token];
    if (!caller) throw authErrors.invalid();
    return caller;
  },
};

export const as = (name: string): { authorization: string } => ({ authorization: `Bearer ${name}` });

/** Log lines as objects, and the logger that writes them. */
export const capturedLog = (): { readonly logger: Logger; readonly lines: Record<string, unknown>[] } => {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => {
    lines.push(JSON.parse(line) as Record<string, unknown>);
  };
  return { lines, logger: createLogger({ service: 'product', level: 'debug', destination: { write } }) };
};

/** The shop's service, with what a test wants to be different. */
export const buildShop = (
  options: Partial<ServiceOptions<ShopApi>> = {},
  handlers: Partial<Handlers<ShopApi>> = {},
): Promise<App> =>
  createService({
    name: 'product',
    api: shopApi,
    handlers: { ...shopHandlers, ...handlers },
    verifyToken: nameVerifier,
    logger: false,
    ...options,
  });

/** A subscription of the shop's event or command, whatever its handler does. */
export const on = (contract: typeof thingMade | typeof makeThing, handle: Subscription['handle']): Subscription =>
  subscription(contract, handle as never);
