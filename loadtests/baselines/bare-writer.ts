import { fastify } from 'fastify';
import { guardedStore } from './stock/guarded-store.ts';

/**
 * Takes what our services take and writes it through a sidecar: reads the record with its ETag, changes it, writes it if
 * nobody else did. No validation, log, metric or token, no key that tells a repetition, and no second try.
 */
const [port = '', daprPort = ''] = process.argv.slice(2);
const store = guardedStore(daprPort);

interface Cart {
  readonly lines: Readonly<Record<string, number>>;
}

const written = async <T extends object>(key: string, change: (before: T | undefined) => T): Promise<T> => {
  const { value, etag } = await store.read<T>(key);
  const next = change(value);
  if (!(await store.write(key, next, etag))) throw new Error(`${key}: somebody else was here`);
  return next;
};

const app = fastify();
app.get('/readyz', () => ({}));
app.put<{ Params: { id: string }; Headers: { 'x-user': string }; Body: { quantity: number } }>(
  '/api/cart/items/:id',
  ({ params: { id }, headers, body: { quantity } }) =>
    written<Cart>(`cart-${headers['x-user']}`, (before) => ({ lines: { ...before?.lines, [id]: quantity } })),
);
app.post<{ Body: { orderId: string } }>('/internal/shipments/book', ({ body }) =>
  written(`shipment-${body.orderId}`, (before) => before ?? { ...body, status: 'held' }),
);
await app.listen({ host: '127.0.0.1', port: Number(port) });
