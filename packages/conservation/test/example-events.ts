import type { EventFacts, EventLog, RecordedOrder } from '../src/facts.ts';

type Said = Pick<EventFacts, 'topic' | 'version' | 'amount'>;

const versions = { pending: 1, processing: 5, cancelled: 9, shipped: 3, delivered: 4 } as const;

const topics = {
  pending: 'order-placed-v1',
  processing: 'order-confirmed-v1',
  cancelled: 'order-cancelled-v1',
  shipped: 'shipping-dispatched-v1',
  delivered: 'shipping-delivered-v1',
} as const;

const reached = ({ known }: RecordedOrder): readonly Said[] =>
  known.timeline.map(({ name }) => {
    const status = name as keyof typeof topics;
    return { topic: topics[status], version: versions[status], amount: null };
  });

const moved = ({ payment }: RecordedOrder): readonly Said[] =>
  (payment?.ledger ?? []).flatMap(({ kind, amount }) => {
    if (kind === 'captured') return [{ topic: 'payment-captured-v1', version: 2, amount }];
    return kind === 'refunded' ? [{ topic: 'payment-refunded-v1', version: 3, amount }] : [];
  });

/** What is told of orders that went as they should. */
export const eventsOf = (orders: readonly RecordedOrder[]): EventLog => ({
  since: '2025-12-31T00:00:00.000Z',
  entries: orders.flatMap((order) =>
    [...reached(order), ...moved(order)].map((said) => {
      const { id } = order;
      return { ...said, id: `${id}-${said.topic}`, subject: id, orderId: id, time: order.known.order.placedAt };
    }),
  ),
});
