import type { RouteContract } from '@mercato/contracts/shared';
import type { FastifyRequest, RouteShorthandOptions } from 'fastify';
import { type DomainError, isRefusal } from '../errors/index.ts';
import type { Faults } from '../faults/index.ts';
import type { Verdict } from './verdict.ts';

type Hooks = Pick<RouteShorthandOptions, 'preHandler' | 'onSend'>;

/** Where a test wants faults, an internal route meets them before its handler and before its answer leaves. */
export const faultHooks = ({ id, audience }: RouteContract, faults: Faults | undefined): Hooks => {
  if (!faults || audience !== 'internal') return {};
  const answered = new WeakSet<FastifyRequest>();
  return {
    preHandler: async (request, reply) => {
      try {
        await faults.at('before-handler', id, orderOf(request));
      } catch (error) {
        if (!isRefusal(error)) throw error;
        await reply.send(refusal(error));
      }
    },
    onSend: async (request) => {
      // The error that a fault is leaves through here as well, and must not meet the next one.
      if (answered.has(request)) return;
      answered.add(request);
      const special = await faults.at('after-handler', id, orderOf(request));
      if (special === 'hang-up') request.raw.socket.destroy();
    },
  };
};

const orderOf = ({ body }: FastifyRequest): string => {
  const orderId = typeof body === 'object' && body !== null && 'orderId' in body ? body.orderId : undefined;
  return typeof orderId === 'string' ? orderId : '';
};

const refusal = ({ code, message: detail }: DomainError): Verdict<object> => ({ verdict: 'refused', code, detail });
