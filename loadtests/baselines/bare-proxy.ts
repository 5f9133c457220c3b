import proxy from '@fastify/http-proxy';
import { fastify } from 'fastify';

/** Hands everything below /api to the product service by a sidecar's invocation, and nothing else. */
const [port = '', sidecar = '', token = ''] = process.argv.slice(2);
const app = fastify();
await app.register(proxy, {
  upstream: `http://127.0.0.1:${sidecar}`,
  prefix: '/api',
  rewritePrefix: '/v1.0/invoke/product/method/api',
  replyOptions: { rewriteRequestHeaders: (_, headers) => ({ ...headers, 'dapr-api-token': token }) },
});
await app.listen({ host: '127.0.0.1', port: Number(port) });
