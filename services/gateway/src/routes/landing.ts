import type { FastifyInstance } from '@mercato/kit/service';

const links = {
  name: 'Mercato',
  links: { docs: '/docs', openapi: '/openapi.json', health: '/health', products: '/api/products' },
};

/** The front door. */
export const registerLanding = (fastify: FastifyInstance): void => {
  fastify.get('/', async (_request, reply) => reply.type('application/json').send(JSON.stringify(links)));
};
