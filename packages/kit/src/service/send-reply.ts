import type { FastifyReply, FastifyRequest } from 'fastify';
import { cameByTls, sentName } from './cookies.ts';
import { eventStream } from './event-stream.ts';
import type { Cookie, RouteReply } from './reply.ts';
import { freshContext, type Runtime } from './runtime.ts';

const heartbeatMs = 10_000;
/** Without room for one more, a stream says what there is to say and ends: its client comes again by itself. */
const briefMs = 1_000;

/** Puts a handler's answer on the wire. */
export const sendReply = (
  request: FastifyRequest,
  reply: FastifyReply,
  answer: RouteReply,
  runtime: Runtime,
): FastifyReply => {
  reply.code(answer.status);
  for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value);
  for (const cookie of answer.cookies ?? []) setCookie(request, reply, cookie);
  if (answer.stream) return sendStream(request, reply, answer.stream, runtime);
  if (answer.body === undefined) return reply.send();
  if (!reply.hasHeader('content-type')) reply.header('content-type', 'application/json; charset=utf-8');
  return reply.send(JSON.stringify(answer.body));
};

const setCookie = (request: FastifyRequest, reply: FastifyReply, cookie: Cookie): void => {
  const { name, value, maxAge, sameSite = 'lax' } = cookie;
  const age = maxAge === undefined ? {} : { maxAge };
  const flags = { ...age, path: '/', httpOnly: true, sameSite, secure: cameByTls(request.headers) };
  reply.setCookie(sentName(name, request.headers), value, flags);
};

const sendStream = (
  request: FastifyRequest,
  reply: FastifyReply,
  events: NonNullable<RouteReply['stream']>,
  runtime: Runtime,
): FastifyReply => {
  const gone = new AbortController();
  const leave = runtime.streaming.enter();
  reply.raw.once('close', () => {
    gone.abort();
    leave?.();
  });
  const body = eventStream(events, {
    heartbeatMs,
    signal: AbortSignal.any([gone.signal, runtime.stopping.signal, ...(leave ? [] : [AbortSignal.timeout(briefMs)])]),
    inContext: freshContext(request.id, runtime.deadlines.request),
  });
  body.on('error', (error) => request.log.error({ err: error, requestId: request.id }, 'event stream broke'));
  reply.header('content-type', 'text/event-stream');
  reply.header('cache-control', 'no-store');
  reply.header('x-accel-buffering', 'no');
  return reply.send(body);
};
