import { fastify } from 'fastify';
import { guardedStore } from './stock/guarded-store.ts';

/**
 * Stock as one writes it at first when it must not oversell: each buyer reads the product with its ETag, takes a unit
 * off, writes it if nobody else did, and tries again if somebody did.
 */
const [port = '', daprPort = ''] = process.argv.slice(2);
const mostTries = 1_000;
const store = guardedStore(daprPort);

const reserve = async (key: string): Promise<boolean> => {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const { value, etag } = await store.read<{ readonly available: number }>(key);
    if (!value?.available) return false;
    if (await store.write(key, { available: value.available - 1 }, etag)) return true;
  }
  throw new Error(`no luck in ${mostTries} tries`);
};

const app = fastify();
app.get('/readyz', () => ({}));
app.post<{ Params: { id: string } }>('/reserve/:id', async ({ params }) => ({ ok: await reserve(params.id) }));
await app.listen({ host: '127.0.0.1', port: Number(port) });
