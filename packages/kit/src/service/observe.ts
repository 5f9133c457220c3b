import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { runInContext } from '../context/index.ts';
import { errors } from '../errors/index.ts';
import { type AnsweredLine, counter, histogram, startWork } from '../telemetry/index.ts';
import { systemClock } from '../time/index.ts';
import { deadlineOf } from './request-state.ts';
import type { Runtime } from './runtime.ts';

const templateOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'unmatched';

/** Gives every request its context and span, and counts, times and logs its answer. */
export const observe = (fastify: FastifyInstance, runtime: Runtime): void => {
  fastify.decorateRequest('mercato');
  fastify.addHook('onRequest', (request, reply, done) => {
    begin(request, runtime);
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    end(request, reply, runtime);
    done();
  });
  const wrapped = new WeakSet<RouteHandlerMethod>();
  fastify.addHook('onRoute', (route) => {
    // Fastify makes the HEAD route from the GET route, handler and all.
    if (wrapped.has(route.handler)) return;
    route.handler = inContext(route.handler, runtime);
    wrapped.add(route.handler);
  });
};

const begin = (request: FastifyRequest, runtime: Runtime): void => {
  const { method, headers, id } = request;
  const { config, url } = request.routeOptions;
  const call = { requestId: id, deadline: deadlineOf(runtime.options.edge ? {} : headers, runtime.deadlines.request) };
  const route = url ?? 'unmatched';
  const attributes = { 'http.request.method': method, 'http.route': route, 'mercato.request_id': id };
  const work = config.quiet
    ? undefined
    : startWork({ name: `${method} ${route}`, kind: 'server', attributes, ...beginning(headers, runtime) });
  request.mercato = { call, work, startedAt: performance.now() };
};

/** A stranger's trace is noted, not continued: it would decide for the whole shop what is recorded. */
const beginning = ({ traceparent }: FastifyRequest['headers'], { options }: Runtime) => {
  const given = Array.isArray(traceparent) ? traceparent[0] : traceparent;
  return options.edge ? { from: {}, linkTo: given } : { from: { traceparent: given } };
};

/** The handler itself is wrapped: a context set in a hook would not reach it. */
const inContext = (handler: RouteHandlerMethod, runtime: Runtime): RouteHandlerMethod =>
  function (request, reply) {
    const state = request.mercato;
    if (!state) return handler.call(this, request, reply);
    const { call, work } = state;
    const run = async (): Promise<unknown> => {
      if (call.deadline <= systemClock.now()) throw errors.deadline();
      return handler.call(this, request, reply);
    };
    const inside = (): Promise<unknown> => runInContext(call, run);
    return runtime.inFlight.track(work ? work.run(inside) : inside());
  };

const end = (request: FastifyRequest, reply: FastifyReply, runtime: Runtime): void => {
  const state = request.mercato;
  if (!state || (request.routeOptions.config.quiet && !state.failure)) return;
  const { statusCode } = reply;
  const seconds = (performance.now() - state.startedAt) / 1000;
  const route = templateOf(request);
  const labels = { route, method: request.method, status: String(statusCode) };
  requests().inc(labels);
  durations().observe({ labels, value: seconds, exemplarLabels: state.work?.exemplar ?? {} });
  state.work?.end({ 'http.response.status_code': statusCode }, statusCode >= 500 ? state.failure?.code : undefined);
  logAnswer(request, { ...labels, seconds }, runtime);
};

type Answer = Pick<AnsweredLine, 'route' | 'method' | 'status' | 'seconds'>;

const requests = () => counter('http_requests_total');
const durations = () => histogram('http_request_duration_seconds');

const logAnswer = (request: FastifyRequest, line: Answer, { log }: Runtime): void => {
  const { failure, work, call } = request.mercato ?? {};
  const fields = {
    ...line,
    requestId: request.id,
    userId: call?.userId,
    traceId: work?.traceId,
    spanId: work?.spanId,
  };
  if (!failure) log.answered(fields);
  // Shed on purpose: nothing failed, and there may be very many.
  else if (failure.row.http < 500 || failure.code === 'shop.overloaded')
    log.info({ ...fields, code: failure.code, detail: failure.message }, 'refused');
  else log.error({ ...fields, code: failure.code, err: failure }, 'failed');
};
