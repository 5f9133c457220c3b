import { type FastifyInstance, type FastifyRequest, registerPages, type ShowPage } from '@mercato/kit/service';
import { languageOf } from '../domain/language.ts';

const links = {
  name: 'Mercato',
  links: { docs: '/docs', openapi: '/openapi.json', health: '/health', products: '/api/products' },
};

/** Where the storefront shows something, as `web/src/app/App.tsx` has it. */
const shopPaths = [
  '/search',
  '/products/:id',
  '/cart',
  '/checkout',
  '/orders',
  '/orders/:id',
  '/sign-in',
  '/reset',
  '/confirm',
  '/account',
];

/** Every address under it is the console's own, so that it says itself what it does not know. */
const consolePaths = ['/console', '/console/*'];
const paths = { 'index.html': shopPaths, 'console.html': consolePaths };

const values = ({ headers }: FastifyRequest) => ({ lang: languageOf(headers['accept-language']) });

/** The front door: storefront and console where they were built, and the links of the API. */
export const registerLanding = async (
  fastify: FastifyInstance,
  webDir: string | undefined,
): Promise<ShowPage | undefined> => {
  if (webDir !== undefined) return registerPages(fastify, { root: webDir, paths, home: links, values });
  fastify.get('/', async (_request, reply) => reply.type('application/json').send(JSON.stringify(links)));
  return undefined;
};
