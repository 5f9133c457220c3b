import { apis } from '@mercato/contracts';
import { scopeOf } from '@mercato/contracts/shared';
import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type ShowPage,
  wantsPage,
} from '@mercato/kit/service';
import { refusals } from '../domain/errors.ts';
import { type Address, addresses, isStream, publicRoutes } from '../domain/route-table.ts';
import { admit } from './admit.ts';
import { readBodies } from './body.ts';
import type { GatewayDeps } from './deps.ts';
import { proxy } from './proxy.ts';

type Refuse = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

const refuseMethod =
  ({ methods }: Address): Refuse =>
  async (_request, reply) => {
    reply.header('allow', methods.join(', '));
    throw refusals.method(methods);
  };

/** Under these, nobody looks for a page. */
const dataPaths = /^\/(api|internal|assets)\//;

const nothingHere =
  (showPage: ShowPage | undefined): Refuse =>
  async (request, reply) => {
    if (!showPage || !wantsPage(request) || dataPaths.test(request.url)) throw refusals.notFound();
    // The page itself says that there is nothing, and where there is something.
    return showPage(request, reply, 404);
  };

/**
 * Every public route of every contract under its own template, so that limits and metrics are per route; every other
 * method of these addresses; and then every other address.
 */
export const registerProxy = async (
  fastify: FastifyInstance,
  deps: GatewayDeps,
  showPage?: ShowPage,
): Promise<void> => {
  const routes = publicRoutes(apis);
  await fastify.register(async (scope) => {
    readBodies(scope);
    for (const target of routes) {
      const { route } = target;
      scope.route({
        method: route.method,
        url: route.path,
        exposeHeadRoute: route.method === 'GET' && !isStream(route),
        ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
        onRequest: admit({ audience: route.audience, scope: scopeOf(target.app, route) }, deps, target.app),
        handler: proxy(target, deps),
      });
    }
    // Counted first, then refused, before anything of a body is looked at.
    const refuse = (handler: Refuse) => ({
      exposeHeadRoute: false,
      onRequest: [admit({ audience: 'public', scope: '' }, deps), handler],
      handler,
    });
    for (const address of addresses(routes)) {
      const method = scope.supportedMethods.filter((name) => !address.methods.some((known) => known === name));
      scope.route({ method, url: address.path, ...refuse(refuseMethod(address)) });
    }
    // Where other origins may call, what answers their preflights takes every other OPTIONS too.
    const method = scope.supportedMethods.filter(
      (name) => name !== 'OPTIONS' || deps.settings.corsOrigins.length === 0,
    );
    scope.route({ method, url: '/*', ...refuse(nothingHere(showPage)) });
  });
};
