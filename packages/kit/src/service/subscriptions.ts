import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify';
import { requireAppToken } from '../auth/index.ts';
import { DomainError } from '../errors/index.ts';
import { MessageDelivery } from './message-delivery.ts';
import type { Runtime } from './runtime.ts';

/** What SNS and SQS carry, and the envelope around it. */
const bodyLimit = 1024 * 1024;
const config = { quiet: true } as const;

/** POST /subscriptions/<topic> for every subscription. */
export const registerSubscriptions = async (fastify: FastifyInstance, runtime: Runtime): Promise<void> => {
  const { subscriptions = [], appApiToken } = runtime.options;
  await fastify.register(async (scope) => {
    scope.addHook('onRequest', async (request) => {
      const token = request.headers['dapr-api-token'];
      requireAppToken(Array.isArray(token) ? token[0] : token, appApiToken);
    });
    for (const subscription of subscriptions) {
      const delivery = new MessageDelivery(subscription, runtime);
      scope.post(`/subscriptions/${subscription.contract.topic}`, { bodyLimit, config }, (request) =>
        delivery.handle(request.body, request.headers),
      );
    }
    refuseUnknown(scope);
  });
};

/** Never 404: it would have Dapr delete the message. A 500 keeps it until somebody mends the configuration. */
const refuseUnknown = (scope: FastifyInstance): void => {
  const handler = (request: FastifyRequest): Promise<never> => {
    const path = request.url.slice(0, 200);
    return Promise.reject(
      new DomainError('internal.error', `A message came for ${path}, where there is no subscription`),
    );
  };
  const method = scope.supportedMethods as HTTPMethods[];
  for (const url of ['/subscriptions', '/subscriptions/*']) scope.route({ method, url, config, bodyLimit, handler });
};
