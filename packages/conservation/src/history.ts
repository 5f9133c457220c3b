import type { SagaRecord } from '@mercato/contracts/order';
import { type EventFacts, type Facts, isRecorded, type OrderFacts, type ProductFacts, statusOf } from './facts.ts';

const sagaLine = (name: string, { direction, end, parked, steps }: SagaRecord): string => {
  const told = steps.map(
    (s) => `${s.step} ${s.outcome ?? 'open'}${s.undo ? `, undo ${s.undo.outcome ?? 'open'}` : ''}`,
  );
  return `${name} ${direction}, ${parked ? `parked: ${parked.reason}` : (end ?? 'open')}: ${told.join('; ') || 'no step'}`;
};

const recordLines = (order: OrderFacts): readonly string[] => {
  if (!isRecorded(order)) return [`order ${statusOf(order)}`];
  const { timeline, checkout, cancel, refunds, owed } = order.known;
  return [
    ...timeline.map((e) => `${e.at} ${e.kind} ${e.name} ${e.outcome}${e.detail === null ? '' : `: ${e.detail}`}`),
    sagaLine('checkout', checkout),
    ...(cancel ? [sagaLine('cancellation', cancel)] : []),
    ...refunds.map((r) => `refund ${r.amount.amount} ${r.status} under ${r.key}`),
    ...owed.map((message) => `owes ${message.topic} ${message.id}`),
  ];
};

const orderHistory = (order: OrderFacts): readonly string[] => [
  ...recordLines(order),
  ...(order.payment?.attempts ?? []).map((a) => `payment attempt ${a.amount.amount} ${a.status} under ${a.key}`),
  ...(order.payment?.ledger ?? []).map((l) => `${l.at} ledger ${l.kind} ${l.amount.amount} under ${l.key}`),
  ...(order.shipment ? [`parcel ${order.shipment.trackingNumber} ${order.shipment.status}`] : []),
];

const eventLine = ({ topic, version, id, time }: EventFacts): string => `${time} told ${topic} at ${version} as ${id}`;

const eventsAbout = ({ events }: Facts, orderId: string): readonly string[] =>
  (events?.entries ?? []).filter((event) => event.orderId === orderId).map(eventLine);

const productHistory = ({ stock, reservations }: ProductFacts): readonly string[] => [
  `stock ${JSON.stringify(stock)}`,
  ...reservations.map((r) => `${r.at} ${r.status} ${r.quantity} under ${r.key}`),
];

/** What is known to have happened to an aggregate, as lines to read. */
export const historyOf = (facts: Facts, aggregate: string): readonly string[] => {
  const { orders, products } = facts;
  const order = orders.find(({ id }) => aggregate === `order:${id}`);
  if (order) return [...orderHistory(order), ...eventsAbout(facts, order.id)];
  const product = products.find(({ id }) => aggregate === `product:${id}`);
  return product ? productHistory(product) : [];
};
