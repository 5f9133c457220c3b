import { idempotencyKey, type RouteContract, scopeOf } from '@mercato/contracts/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { admitCaller, authenticate, type Caller, type SidecarSays } from '../auth/index.ts';
import { timeLeft } from '../context/index.ts';
import { idempotencyErrors } from '../idempotency/index.ts';
import { checkAnswer } from './check-answer.ts';
import { knownCookies } from './cookies.ts';
import { requestErrors } from './errors.ts';
import { answerOnce } from './idempotent.ts';
import { parsePrefer } from './prefer.ts';
import type { RouteReply } from './reply.ts';
import type { RouteRequest } from './request.ts';
import type { Runtime } from './runtime.ts';
import { sendReply } from './send-reply.ts';
import { inputReader } from './validation.ts';

/** A handler whose route is known only while running; its types were checked where the service named it. */
export type AnyHandler = (request: never) => Promise<RouteReply>;

/** Left for sending the answer after a wait. */
const afterWaitMs = 500;

/** A request before anything is known of it. */
export type RawRequest = Pick<FastifyRequest, 'id' | 'headers' | 'cookies' | 'params' | 'query' | 'body' | 'rawBody'>;

/** What one route answers: caller, input, idempotency, handler. */
export const routeAnswer = (route: RouteContract, handler: AnyHandler, ownKeys: boolean, runtime: Runtime) => {
  const { options, log, checkAnswers } = runtime;
  const readInput = inputReader(route);
  const wanted = { audience: route.audience, scope: scopeOf(options.name, route) };
  const store = route.idempotency && !ownKeys ? options.idempotency : undefined;
  return async (request: RawRequest): Promise<RouteReply> => {
    if (!options.edge) admitCaller(route, saysOf(request), options.appApiToken);
    const caller = await authenticate(wanted, request.headers.authorization, options.verifyToken);
    const key = route.idempotency && keyOf(request, route.idempotency);
    const input = readInput(request);
    const { waitMs, applied, leave } = route.waits ? grantedWait(headerOf(request, 'prefer'), runtime) : noWait;
    const { headers, rawBody = '' } = request;
    const cookies = knownCookies(headers, request.cookies);
    const run = async (): Promise<RouteReply> => {
      const given = { ...input, caller, idempotencyKey: key, waitMs, headers, cookies, rawBody, log };
      const answer = await handler(given as unknown as RouteRequest as never);
      if (checkAnswers) checkAnswer(route, answer);
      return answer;
    };
    const keyed = { routeId: route.id, subject: subjectOf(caller), key: key ?? '', requestId: request.id, input };
    const answering = store && key !== undefined ? answerOnce(store, keyed, log, run) : run();
    const answer = await (leave ? answering.finally(leave) : answering);
    return applied === undefined ? answer : withHeader(answer, 'preference-applied', applied);
  };
};

interface GrantedWait {
  /** Undefined leaves it to the handler. */
  readonly waitMs?: number | undefined;
  readonly applied?: string | undefined;
  readonly leave?: (() => void) | undefined;
}

const noWait: GrantedWait = {};

/** Where too many wait already, a client that wishes to is answered like one that does not. */
const grantedWait = (prefer: string | undefined, { waiting }: Runtime): GrantedWait => {
  const preference = parsePrefer(prefer);
  if (preference?.waitMs === 0) return preference;
  const leave = waiting.enter();
  if (!leave) return { waitMs: 0 };
  const waitMs = preference && Math.min(preference.waitMs, Math.max(0, timeLeft(60_000) - afterWaitMs));
  return { waitMs, applied: preference?.applied, leave };
};

/** The Fastify handler of one route. */
export const contractRoute = (...of: Parameters<typeof routeAnswer>) => {
  const answer = routeAnswer(...of);
  const [, , , runtime] = of;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { cookie } = request.headers;
    request.cookies = cookie === undefined ? noCookies : request.server.parseCookie(cookie);
    return sendReply(request, reply, await answer(request), runtime);
  };
};

const noCookies = {};

const withHeader = (answer: RouteReply, name: string, value: string): RouteReply => ({
  ...answer,
  headers: { ...answer.headers, [name]: value },
});

const subjectOf = (caller: Caller | undefined): string => caller?.userId ?? 'anonymous';

const headerOf = (request: RawRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

const saysOf = (request: RawRequest): SidecarSays => ({
  token: headerOf(request, 'dapr-api-token'),
  caller: headerOf(request, 'dapr-caller-app-id'),
});

const keyOf = (request: RawRequest, want: 'required' | 'optional'): string | undefined => {
  const given = headerOf(request, 'idempotency-key');
  if (given === undefined) {
    if (want === 'required') throw idempotencyErrors.keyRequired();
    return undefined;
  }
  if (!idempotencyKey.safeParse(given).success) {
    throw requestErrors.badHeader('idempotency-key', 'must be 1 to 128 visible ASCII characters');
  }
  return given;
};
