import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { requireAppToken } from '../auth/index.ts';
import { DomainError } from '../errors/index.ts';
import { eventIdOf } from './cloud-event.ts';
import { backToQueue } from './delivery-answer.ts';
import { FailureNotes } from './failure-notes.ts';
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
    const notes = new FailureNotes(runtime);
    for (const subscription of subscriptions) {
      const delivery = new MessageDelivery(subscription, runtime, notes);
      scope.post(`/subscriptions/${subscription.contract.topic}`, { bodyLimit, config }, async (request, reply) => {
        const { code, body } = await delivery.handle(request.body, request.headers);
        return reply.code(code).send(body);
      });
    }
    keepUnknown(scope, runtime, notes);
  });
};

/** Never 404: it would have Dapr delete the message. It stays in its queue until somebody mends the configuration. */
const keepUnknown = (scope: FastifyInstance, { log }: Runtime, notes: FailureNotes): void => {
  const handler = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const path = request.url.slice(0, 200);
    const failure = new DomainError('internal.error', `It came for ${path}, where there is no subscription`);
    const id = eventIdOf(request.body);
    log.error({ eventId: id, path }, 'a message came where there is no subscription');
    notes.note({ id, topic: path.replace(/^\/subscriptions\/?/, '') }, failure);
    return reply.code(backToQueue.code).send(backToQueue.body);
  };
  const method = scope.supportedMethods as HTTPMethods[];
  for (const url of ['/subscriptions', '/subscriptions/*']) scope.route({ method, url, config, bodyLimit, handler });
};
