import { type Role, stockApp } from './stock/app.ts';
import { stepsOf, type StockOrder } from './stock/steps.ts';

/**
 * Checkout by events, as MarketplaceOnDapr has it: each service does its part, commits, and then publishes what comes
 * next. Nothing tells a message that comes again, and nothing is published again once a process has died in between.
 */
const { role, app, dapr, listen } = stockApp();
const steps = stepsOf(dapr);

type Handler = (order: StockOrder) => Promise<string | undefined>;

/** Those who wait for an order's end in this process. */
const waiting = new Map<string, (status: string) => void>();

const settled =
  (status: 'confirmed' | 'refused'): Handler =>
  async (order) => {
    await steps.settle(order, status);
    waiting.get(order.id)?.(status);
    return undefined;
  };

/** For each service what it hears and does; the answer is what it then publishes. */
const handlers: Readonly<Record<Role, Readonly<Record<string, Handler>>>> = {
  product: {
    'order-placed': async (order) => ((await steps.reserve(order)).ok ? 'stock-reserved' : 'order-refused'),
  },
  payment: {
    'stock-reserved': async (order) => {
      await steps.authorize(order);
      await steps.capture(order);
      return 'payment-made';
    },
  },
  shipping: {
    'payment-made': async (order) => {
      await steps.book(order);
      return 'shipment-booked';
    },
  },
  order: { 'shipment-booked': settled('confirmed'), 'order-refused': settled('refused') },
};

const publish = async (topic: string, order: StockOrder): Promise<void> => {
  const { error } = await dapr.pubsub.publish('events', topic, order);
  if (error) throw error;
};

const mine = Object.entries(handlers[role]);
app.get('/dapr/subscribe', () => mine.map(([topic]) => ({ pubsubname: 'events', topic, route: `/${topic}` })));
for (const [topic, handle] of mine) {
  app.post<{ Body: { data: StockOrder } }>(`/${topic}`, async ({ body: { data } }) => {
    const next = await handle(data);
    if (next !== undefined) await publish(next, data);
    return { status: 'SUCCESS' };
  });
}

if (role === 'order') {
  app.post<{ Body: StockOrder }>('/orders', async ({ body: order }) => {
    const outcome = new Promise<string>((resolve) => waiting.set(order.id, resolve));
    await steps.place(order);
    await publish('order-placed', order);
    const status = await outcome;
    waiting.delete(order.id);
    return { status };
  });
}
await listen();
