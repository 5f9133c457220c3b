import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { join } from 'node:path';

export interface Pages {
  /** A folder with `index.html`, perhaps other pages, and `assets` whose names change with what they hold. */
  readonly root: string;
  /**
   * The addresses that show each page of the folder, by its name, as route templates: the page itself knows what to do
   * with them. `index.html` is shown by `/` too.
   */
  readonly paths: Readonly<Record<string, readonly string[]>>;
  /** What `/` answers those who want no page. */
  readonly home: object;
}

const aYear = 31_536_000_000;

/** What a page of our own needs and nothing else: no inline script or style, and no foreign host. */
const contentSecurity = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves built web pages: their assets for good, since another build names them otherwise; a page itself asked for anew
 * each time. Compressed copies beside the files (`.br`, `.gz`) are sent where there are any.
 */
export const registerPages = async (fastify: FastifyInstance, { root, paths, home }: Pages): Promise<void> => {
  await fastify.register(async (pages) => {
    pages.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', contentSecurity);
    });
    await pages.register(fastifyStatic, {
      root: join(root, 'assets'),
      prefix: '/assets/',
      preCompressed: true,
      immutable: true,
      maxAge: aYear,
    });
    const quiet = { config: { quiet: true } } as const;
    const page = (reply: FastifyReply, file = 'index.html'): FastifyReply =>
      reply.header('cache-control', 'no-cache').sendFile(file, root, { cacheControl: false });
    for (const [file, templates] of Object.entries(paths)) {
      for (const path of templates) pages.get(path, quiet, async (_request, reply) => page(reply, file));
    }
    pages.get('/', quiet, async (request, reply) => {
      if (request.headers.accept?.includes('text/html')) return page(reply.header('vary', 'accept'));
      return reply.header('vary', 'accept').type('application/json').send(JSON.stringify(home));
    });
    pages.get('/favicon.svg', quiet, async (_request, reply) =>
      reply.header('cache-control', 'max-age=86400').sendFile('favicon.svg', root, { cacheControl: false }),
    );
  });
};
