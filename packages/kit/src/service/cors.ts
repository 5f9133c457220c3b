import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

const tenMinutes = 600;

/** What a page of another origin may send and read. It brings a token, never cookies: those stay with their own site. */
const allowed = {
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders: [
    'accept',
    'authorization',
    'content-type',
    'idempotency-key',
    'if-match',
    'if-none-match',
    'last-event-id',
    'prefer',
    'x-guest-token',
    'x-request-id',
  ],
  exposedHeaders: [
    'etag',
    'idempotent-replayed',
    'location',
    'preference-applied',
    'ratelimit-limit',
    'ratelimit-remaining',
    'ratelimit-reset',
    'ratelimit-policy',
    'ratelimit',
    'retry-after',
    'www-authenticate',
    'x-request-id',
  ],
  credentials: false,
  maxAge: tenMinutes,
} satisfies FastifyCorsOptions;

/** Lets pages of these origins, and of no other, read the answers. */
export const registerCors = async (fastify: FastifyInstance, origins: readonly string[]): Promise<void> => {
  const known = new Set(origins);
  await fastify.register(cors, {
    delegator: ({ headers }, decide) => {
      const isKnown = known.has(headers.origin ?? '');
      // An OPTIONS that asks for no method is no preflight: it is refused like any other method that is not here.
      const preflight = headers['access-control-request-method'] !== undefined;
      decide(null, { ...allowed, origin: isKnown ? [...known] : false, preflight });
    },
  });
};
