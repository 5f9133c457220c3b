import { DaprClient } from '@dapr/dapr';
import { fastify } from 'fastify';
import { orderConfirmed } from '@mercato/contracts/order';
import type { DataOf } from '@mercato/contracts/shared';
import { StoredAggregates } from '@mercato/kit/aggregate';
import { connectDapr } from '@mercato/kit/dapr';
import { outgoing } from '@mercato/kit/messaging';

/**
 * One route that writes an order and owes an event of it. `dapr`: by a transaction of a store with Dapr's outbox, which
 * publishes what was written. `kit`: as our services do, with the intent in the record, published once that is written.
 */
const [arm = '', port = '', httpPort = '', grpcPort = ''] = process.argv.slice(2);
const time = '2026-01-01T00:00:00.000Z';
const dataOf = (orderId: string): DataOf<typeof orderConfirmed> => {
  const fact = { orderId, userId: 'u1', version: 1, region: 'DE', at: time };
  return { ...fact, items: [], total: { amount: 1, currency: 'EUR' } };
};

type Write = (orderId: string) => Promise<void>;

const byOutbox = (): Write => {
  const { state } = new DaprClient({ daprHost: '127.0.0.1', daprPort: httpPort, logger: { level: 1 } });
  return (orderId) => {
    // As text: of an object subscribers would get what Go prints of a map.
    const request = { key: `order:${orderId}`, value: JSON.stringify(dataOf(orderId)) };
    return state.transaction('state', [{ operation: 'upsert', request }]);
  };
};

const byKit = (): Write => {
  const { state, publisher } = connectDapr({ appId: 'order', httpPort: Number(httpPort), grpcPort: Number(grpcPort) });
  const orders = new StoredAggregates<object>({ store: state, publisher, kind: 'order' });
  return (orderId) =>
    orders.execute(orderId, orderId, () => {
      const data = dataOf(orderId);
      return { state: data, result: undefined, owed: [outgoing(orderConfirmed, data, { distinct: 1, time })] };
    });
};

const write = arm === 'kit' ? byKit() : byOutbox();
const app = fastify();
app.get('/readyz', () => ({}));
app.post<{ Body: { readonly orderId: string } }>('/orders', async ({ body }) => {
  await write(body.orderId);
  return {};
});
await app.listen({ host: '127.0.0.1', port: Number(port) });
