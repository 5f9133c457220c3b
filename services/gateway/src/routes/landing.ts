import { type FastifyInstance, registerPages } from '@mercato/kit/service';

const links = {
  name: 'Mercato',
  links: { docs: '/docs', openapi: '/openapi.json', health: '/health', products: '/api/products' },
};

/** Where the storefront shows something, as `web/src/app/App.tsx` has it. */
const paths = [
  '/search',
  '/products/:id',
  '/cart',
  '/checkout',
  '/orders',
  '/orders/:id',
  '/sign-in',
  '/reset',
  '/account',
];

/** The front door: the storefront where it was built, and the links of the API. */
export const registerLanding = async (fastify: FastifyInstance, webDir: string | undefined): Promise<void> => {
  if (webDir !== undefined) return registerPages(fastify, { root: webDir, paths, home: links });
  fastify.get('/', async (_request, reply) => reply.type('application/json').send(JSON.stringify(links)));
};
