import { createServer, type RequestListener } from 'node:http';
import { DaprServer, HttpMethod } from '@dapr/dapr';

/** A service as the SDK's own documentation has it: `DaprServer` for what comes in, its `DaprClient` for what goes out. */
const [port = '', , daprPort = ''] = process.argv.slice(2);
const [host, store] = ['127.0.0.1', 'state'];
const server = new DaprServer({
  serverHost: host,
  serverPort: port,
  clientOptions: { daprHost: host, daprPort },
  logger: { level: 1 },
});

// It listens on every interface whatever host it is given.
const http = server.daprServer.getServer() as RequestListener & { listen?: (port: number) => unknown };
http.listen = (wanted) => createServer(http).listen(wanted, host);

const { state } = server.client;

const written = async (key: string, change: (before: object) => object): Promise<object> => {
  const before = await state.get(store, key);
  const next = change(typeof before === 'object' ? before : {});
  const { error } = await state.save(store, [{ key, value: next }]);
  if (error) throw error;
  return next;
};

interface Confirmed {
  readonly orderId: string;
  readonly userId: string;
}

await server.invoker.listen('readyz', () => Promise.resolve({}));
await server.invoker.listen(
  'internal/shipments/book',
  ({ body = '' }) => {
    const parcel = JSON.parse(body) as { readonly orderId: string };
    return written(`shipment-${parcel.orderId}`, () => ({ ...parcel, status: 'held' }));
  },
  { method: HttpMethod.POST },
);
await server.pubsub.subscribe('events', 'order-confirmed-v1', async ({ orderId, userId }: Confirmed) => {
  await written(`cart-${userId}`, (cart) => ({ ...cart, lines: {}, ordered: orderId }));
});
await server.start();
