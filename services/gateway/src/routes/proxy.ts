import { idempotencyKey, type RouteContract, type ServiceName } from '@mercato/contracts/shared';
import { currentContext, timeLeft } from '@mercato/kit/context';
import { idempotencyErrors } from '@mercato/kit/idempotency';
import { type FastifyReply, type FastifyRequest, inputReader } from '@mercato/kit/service';
import { injectTrace, traced } from '@mercato/kit/telemetry';
import { refusals } from '../domain/errors.ts';
import { answerOnly, forwardHeaders } from '../domain/headers.ts';
import { isHeld, priorityOf } from '../domain/priority.ts';
import { type PublicRoute, targetPath } from '../domain/route-table.ts';
import type { ForwardedAnswer, ForwardedRequest } from '../ports/index.ts';
import { addressOf, callerOf } from './admit.ts';
import { JsonBody } from './body.ts';
import type { GatewayDeps } from './deps.ts';

/** What a service must leave of the deadline for its answer to come back in time. */
const returnMs = 500;

const checkKey = (route: RouteContract, key: string | string[] | undefined): void => {
  if (route.idempotency === undefined) return;
  if (key === undefined && route.idempotency === 'required') throw idempotencyErrors.keyRequired();
  if (key !== undefined && !idempotencyKey.safeParse(key).success) throw refusals.badKey();
};

/** The query as it was checked, each value in its place; a route that takes none gets none. */
const queryOf = (route: RouteContract, query: unknown): string => {
  if (!route.query || typeof query !== 'object' || query === null) return '';
  // Checked already: a name that came twice is a list, and no contract takes one.
  const text = new URLSearchParams(query as Record<string, string>).toString();
  return text === '' ? '' : `?${text}`;
};

const headersFor = (
  app: ServiceName,
  request: FastifyRequest,
  timeoutMs: number,
  deps: GatewayDeps,
): Record<string, string> =>
  injectTrace(
    forwardHeaders(request.headers, {
      app,
      requestId: currentContext()?.requestId ?? request.id,
      deadline: deps.clock.now() + Math.max(0, timeoutMs - returnMs),
      clientAddress: addressOf(request, deps),
      secure: deps.settings.tls,
    }),
  );

const toForward = (
  { app, route }: PublicRoute,
  request: FastifyRequest,
  deps: GatewayDeps,
): Omit<ForwardedRequest, 'signal'> => {
  const timeoutMs = timeLeft(deps.settings.forwardMs);
  const { params, query, body } = request;
  return {
    app,
    method: route.method,
    path: targetPath(route.path, params as Record<string, string>) + queryOf(route, query),
    headers: headersFor(app, request, timeoutMs, deps),
    body: route.body && body instanceof JsonBody ? body.raw : undefined,
    timeoutMs,
  };
};

const send = (reply: FastifyReply, { status, headers, body }: ForwardedAnswer): FastifyReply => {
  reply.code(status).headers(answerOnly(headers));
  return Buffer.isBuffer(body) && body.length === 0 ? reply.send() : reply.send(body);
};

const spanOf = ({ app, route: { method, path } }: PublicRoute) => ({
  name: `invoke ${app}`,
  kind: 'client' as const,
  attributes: { 'http.request.method': method, 'http.route': path, 'mercato.callee': app },
});

/** Checks a request against its contract, hands it to the service and brings the answer back. */
export const proxy = (target: PublicRoute, deps: GatewayDeps) => {
  const readInput = inputReader(target.route);
  const claim = {
    app: target.app,
    route: target.route.id,
    priority: priorityOf(target),
    held: isHeld(target),
  };
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { params, query, body } = request;
    checkKey(target.route, request.headers['idempotency-key']);
    readInput({ params, query, body: body instanceof JsonBody ? body.value : undefined });
    const gone = new AbortController();
    // Every answer closes; that of a client that is still there has been written.
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort();
    });
    const call = () => deps.forwarder.forward({ ...toForward(target, request, deps), signal: gone.signal });
    const forward = () => traced(spanOf(target), call);
    return send(reply, await deps.traffic.through({ ...claim, caller: callerOf(request) }, gone.signal, forward));
  };
};
