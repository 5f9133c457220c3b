import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileTemplate, type Template } from './page-template.ts';

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
  /** For the holes of the pages, such as `{{lang}}`. */
  readonly values: (request: FastifyRequest) => Readonly<Record<string, string>>;
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

/** Shows the first page, perhaps with another status. */
export type ShowPage = (request: FastifyRequest, reply: FastifyReply, status?: number) => FastifyReply;

/** What went wrong stays in the log: whoever asked sees neither the page's inside nor ours. */
const broken = (request: FastifyRequest, reply: FastifyReply, err: unknown): FastifyReply => {
  request.log.error({ err, requestId: request.id }, 'template rendering error');
  const plain = reply.code(500).header('cache-control', 'no-store').type('text/plain; charset=utf-8');
  return plain.send('Internal Server Error');
};

const shower =
  (template: Template, values: Pages['values']): ShowPage =>
  (request, reply, status = 200) => {
    reply.header('content-security-policy', contentSecurity).header('vary', 'accept, accept-language');
    try {
      const page = template(values(request));
      reply.code(status).header('cache-control', status === 200 ? 'no-cache' : 'no-store');
      return reply.type('text/html; charset=utf-8').send(page);
    } catch (error) {
      return broken(request, reply, error);
    }
  };

const quiet = { config: { quiet: true } } as const;
const firstPage = 'index.html';

/** The pages of the folder, read and compiled now: later they cost no file, and one that is broken stops the start. */
const compiled = ({ root, paths, values }: Pages): ReadonlyMap<string, ShowPage> => {
  const files = Object.keys(paths).filter((file) => file === firstPage || existsSync(join(root, file)));
  return new Map(
    files.map((file) => [file, shower(compileTemplate(readFileSync(join(root, file), 'utf8')), values)] as const),
  );
};

/**
 * Serves built web pages: their assets for good, since another build names them otherwise; a page itself asked for anew
 * each time. Compressed copies beside the files (`.br`, `.gz`) are sent where there are any. Gives what shows the first
 * page, for addresses that nothing else is at.
 */
export const registerPages = async (fastify: FastifyInstance, pages: Pages): Promise<ShowPage> => {
  const { root, paths, home } = pages;
  const shown = compiled(pages);
  const first = shown.get(firstPage);
  if (!first) throw new Error(`${root} has no ${firstPage}`);
  await fastify.register(async (scope) => {
    await registerFiles(scope, root);
    for (const [file, show] of shown) {
      for (const path of paths[file] ?? []) scope.get(path, quiet, async (request, reply) => show(request, reply));
    }
    scope.get('/', quiet, async (request, reply) => {
      if (wantsPage(request)) return first(request, reply);
      return reply.header('vary', 'accept').type('application/json').send(JSON.stringify(home));
    });
  });
  return first;
};

/** Browsers that go somewhere say so; whatever else asks gets data. */
export const wantsPage = ({ method, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && headers.accept?.includes('text/html') === true;

const registerFiles = async (scope: FastifyInstance, root: string): Promise<void> => {
  await scope.register(fastifyStatic, {
    root: join(root, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: aYear,
  });
  scope.get('/favicon.svg', quiet, async (_request, reply) =>
    reply.header('cache-control', 'max-age=86400').sendFile('favicon.svg', root, { cacheControl: false }),
  );
};
