import { fastify } from 'fastify';

/** One route that answers with what it was given, and nothing else: no validation, log, metric, token or limit. */
const [port = '', body = '{}'] = process.argv.slice(2);
const app = fastify();
const value = JSON.parse(body) as object;
app.get('/api/products/:id', () => value);
await app.listen({ host: '127.0.0.1', port: Number(port) });
