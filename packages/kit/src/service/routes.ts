import type { ApiContract, RouteContract } from '@mercato/contracts/shared';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { type AnyHandler, contractRoute } from './contract-route.ts';
import { requestErrors } from './errors.ts';
import { faultHooks } from './fault-hooks.ts';
import type { Runtime } from './runtime.ts';

/** Registers every route of the contract, and says which methods an address does have to all others. */
export const registerRoutes = (fastify: FastifyInstance, runtime: Runtime): void => {
  const { api, handlers, ownIdempotency = [], faults } = runtime.options;
  for (const [name, route] of Object.entries(api)) {
    const handler = handlers[name] as AnyHandler;
    fastify.route({
      method: route.method,
      url: route.path,
      // A HEAD of a stream would never end.
      exposeHeadRoute: route.method === 'GET' && !isStream(route),
      ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
      ...(route.rawBody ? { config: { keepRaw: true } } : {}),
      ...faultHooks(route, faults),
      handler: contractRoute(route, handler, ownIdempotency.includes(name), runtime),
    });
  }
  refuseOtherMethods(fastify, api);
};

const isStream = (route: RouteContract): boolean => Object.values(route.answers).includes('event-stream');

/**
 * Explicit, so that GET /api/users/login is not taken for the user `login`. Two templates that differ only in a
 * parameter's name are one address.
 */
const refuseOtherMethods = (fastify: FastifyInstance, api: ApiContract): void => {
  const byAddress = Map.groupBy(Object.values(api), (route) => route.path.replaceAll(/:[^/]+/g, ':'));
  for (const routes of byAddress.values()) {
    const [{ path: url } = { path: '' }] = routes;
    const allowed = routes.flatMap((r) => (r.method === 'GET' && !isStream(r) ? ['GET', 'HEAD'] : [r.method]));
    const others = fastify.supportedMethods.filter((method) => !allowed.includes(method)) as HTTPMethods[];
    const refuse = async (_request: FastifyRequest, reply: FastifyReply): Promise<never> => {
      reply.header('allow', allowed.join(', '));
      throw requestErrors.methodNotAllowed(allowed);
    };
    // Before a body is looked at: what is in it, or is missing, says nothing about the method.
    fastify.route({ method: others, url, exposeHeadRoute: false, onRequest: refuse, handler: refuse });
  }
};
