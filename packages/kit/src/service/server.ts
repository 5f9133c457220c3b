import cookie from '@fastify/cookie';
import {
  fastify as createFastify,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { DomainError } from '../errors/index.ts';
import { onClientError } from './client-error.ts';
import { registerContentTypes } from './content-types.ts';
import { requestErrors } from './errors.ts';
import { fastifyLogger } from './fastify-logger.ts';
import { fromFramework } from './framework-error.ts';
import { observe } from './observe.ts';
import { toProblem } from './problem.ts';
import { correlationId } from './request-state.ts';
import type { Runtime } from './runtime.ts';
import { watchHttp } from './strict-http.ts';

const bodyLimit = 64 * 1024;
/** Long enough for every id that a contract allows and for telling the client of one that is too long. */
const maxParamLength = 1024;

/** Where a parser could be lenient it is strict, whatever NODE_OPTIONS says: two readings of one request smuggle a second. */
const http = {
  insecureHTTPParser: false,
  // Asked for by ourselves, with a problem for an answer.
  requireHostHeader: false,
  maxHeaderSize: 16 * 1024,
  // How often slow connections are looked for: at Node's half a minute the limits below would mean little.
  connectionsCheckingInterval: 1_000,
} as const;

/**
 * Fastify as every service has it, without a route: ids, context, JSON only, problem details for all that goes wrong. Its
 * hooks call back, since a promise costs more than what most of them do.
 */
export const buildServer = async (runtime: Runtime): Promise<FastifyInstance> => {
  const { headers = {} } = runtime.options;
  const fastify = createFastify({
    loggerInstance: fastifyLogger(runtime.log),
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    http: { ...http, headersTimeout: runtime.deadlines.headers },
    requestTimeout: runtime.deadlines.request,
    // What still comes over an open connection while it closes is served: it came to be served.
    return503OnClosing: false,
    requestIdHeader: false,
    genReqId: (request) => correlationId(request.headers['x-request-id']),
    routerOptions: { maxParamLength },
    // No hook sees these.
    frameworkErrors: (error, request, reply) => {
      watch.distrust(request.raw.socket, 'What came before could not be read');
      reply.headers({ ...headers, connection: 'close' });
      sendProblem(request, reply, fromFramework(error, bodyLimit));
    },
    clientErrorHandler: onClientError,
  });
  const watch = watchHttp(fastify);
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    // Whoever keeps the connection takes the next request elsewhere.
    if (runtime.stopping.signal.aborted) reply.header('connection', 'close');
    done();
  });
  observe(fastify, runtime);
  watch.refuse();
  registerContentTypes(fastify);
  // Parsed where a route asks for them, which few do.
  await fastify.register(cookie, { hook: false });
  fastify.setErrorHandler((error, request, reply) =>
    sendProblem(request, reply, fromFramework(error, request.routeOptions.bodyLimit ?? bodyLimit)),
  );
  fastify.setNotFoundHandler((request, reply) => sendProblem(request, reply, nothingHere(fastify, request, reply)));
  return fastify;
};

const nothingHere = (fastify: FastifyInstance, request: FastifyRequest, reply: FastifyReply): DomainError => {
  if (fastify.supportedMethods.includes(request.method)) return requestErrors.notFound();
  // A method that no address has.
  reply.header('allow', fastify.supportedMethods.join(', '));
  return requestErrors.methodNotAllowed(fastify.supportedMethods);
};

/** Answers with an error; `onResponse` logs it. */
export const sendProblem = (request: FastifyRequest, reply: FastifyReply, failure: DomainError): FastifyReply => {
  if (request.mercato) request.mercato.failure = failure;
  const { status, headers, body } = toProblem(failure, request.id);
  return reply
    .code(status)
    .headers({ ...headers, 'x-request-id': request.id })
    .send(JSON.stringify(body));
};
