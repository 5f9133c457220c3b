import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const assets: ReadonlySet<string> = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']);

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mercato API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<link rel="icon" type="image/png" href="/docs/assets/favicon-32x32.png">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/initializer.js"></script>
</body>
</html>
`;

// validatorUrl: null, because Swagger UI would send the document to a foreign host to be judged.
const initializer = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });
`;

const contentSecurity = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The API's description and a page to read it, all of it from here. */
export const registerDocs = async (fastify: FastifyInstance, openapi: () => Promise<string>): Promise<void> => {
  const quiet = { config: { quiet: true } } as const;
  fastify.get('/openapi.json', quiet, async (_request, reply) => reply.type('application/json').send(await openapi()));
  await fastify.register(async (docs) => {
    docs.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', contentSecurity);
    });
    await docs.register(fastifyStatic, {
      root: dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json'))),
      prefix: '/docs/assets/',
      allowedPath: (path) => assets.has(path.replace(/^\//, '')),
      cacheControl: true,
      maxAge: 3_600_000,
      decorateReply: false,
    });
    docs.get('/docs', quiet, async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
    docs.get('/docs/', quiet, async (_request, reply) => reply.redirect('/docs'));
    docs.get('/docs/initializer.js', quiet, async (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').send(initializer),
    );
  });
};
