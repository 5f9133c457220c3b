import { orderCancelled } from '@mercato/contracts/order';
import { FakeClock, MemoryPublisher, MemoryStateStore } from '@mercato/testkit';
import { type Decide, type Envelope, StoredAggregates } from '../src/aggregate/index.ts';
import { outgoing, type Publisher } from '../src/messaging/index.ts';

/** The smallest aggregate: a number. */
export interface Count {
  readonly n: number;
}

const event = (version: number): ReturnType<typeof outgoing> =>
  outgoing(
    orderCancelled,
    {
      orderId: 'o1',
      userId: 'u1',
      version,
      region: 'DE',
      at: '2026-01-01T00:00:00.000Z',
      items: [],
      total: null,
      refunded: null,
      code: 'order.timed_out',
      detail: '',
    },
    { distinct: version, time: '2026-01-01T00:00:00.000Z' },
  );

/** Adds to the number, and owes an event for it. */
export const add =
  (by: number): Decide<Count, number> =>
  (current, version) => {
    const n = (current?.n ?? 0) + by;
    return { state: { n }, result: n, owed: [event(version)] };
  };

/** Replicas over one store and one broker. */
export const countWorld = (store = new MemoryStateStore()) => {
  const publisher = new MemoryPublisher();
  const clock = new FakeClock();
  const replica = (own: Publisher = publisher): StoredAggregates<Count> =>
    new StoredAggregates({ store, publisher: own, kind: 'count', clock });
  return { store, publisher, replica, stored: () => store.peek<Envelope<Count>>('count:a') };
};
