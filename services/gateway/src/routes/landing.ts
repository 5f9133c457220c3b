import type { FastifyInstance } from '@mercato/kit/service';
import type { GatewaySettings } from './deps.ts';

const links = {
  name: 'Mercato',
  links: { docs: '/docs', openapi: '/openapi.json', health: '/health', products: '/api/products' },
};

/** For answers that are data; the docs page says what it needs itself. */
const nothingActive = "default-src 'none'; frame-ancestors 'none'";

const securityHeaders = ({ tls }: GatewaySettings): Readonly<Record<string, string>> => ({
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Over plain HTTP browsers ignore it, and a laptop must not be told to insist on HTTPS.
  ...(tls ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
});

/** The front door. There is no CORS header on purpose: browsers keep other sites out. */
export const registerLanding = (fastify: FastifyInstance, settings: GatewaySettings): void => {
  const headers = securityHeaders(settings);
  fastify.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers);
  });
  fastify.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', nothingActive);
  });
  fastify.get('/', async (_request, reply) => reply.type('application/json').send(JSON.stringify(links)));
};
