import { orderCancelled, orderConfirmed, orderPlaced } from '@mercato/contracts/order';
import { paymentCaptured, paymentRefunded } from '@mercato/contracts/payment';
import type { Money } from '@mercato/contracts/shared';
import { shipmentDelivered, shipmentDispatched } from '@mercato/contracts/shipping';
import { type EventFacts, isRecorded, type OrderFacts } from './facts.ts';

/** What one event says, whatever its id: its topic, and the amount where there is one. */
export const factIn = ({ topic, amount }: { readonly topic: string; readonly amount: Money | null }): string =>
  amount ? `${topic} of ${amount.amount} ${amount.currency}` : topic;

const moneyTopics = new Map<string, string>([
  ['captured', paymentCaptured.topic],
  ['refunded', paymentRefunded.topic],
]);

const ofOrder = (order: OrderFacts): readonly string[] => {
  if (!isRecorded(order)) return [];
  const { checkout, order: now } = order.known;
  return [
    orderPlaced.topic,
    ...(checkout.end === 'done' ? [orderConfirmed.topic] : []),
    ...(now.status === 'cancelled' ? [orderCancelled.topic] : []),
  ];
};

const ofPayment = ({ payment }: OrderFacts): readonly string[] =>
  (payment?.ledger ?? []).flatMap(({ kind, amount }) => {
    const topic = moneyTopics.get(kind);
    return topic === undefined ? [] : [factIn({ topic, amount })];
  });

const ofParcel = ({ shipment }: OrderFacts): readonly string[] => {
  if (shipment?.status === 'delivered') return [shipmentDispatched.topic, shipmentDelivered.topic];
  return shipment?.status === 'dispatched' ? [shipmentDispatched.topic] : [];
};

/** What must have been said about an order, by what its three services have stored. */
export const impliedBy = (order: OrderFacts) => ({
  byOrder: ofOrder(order),
  byOthers: [...ofPayment(order), ...ofParcel(order)],
});

/** How often each word stands in a list. */
export const countsOf = (words: readonly string[]): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));

const lines: readonly (readonly string[])[] = [
  [orderPlaced.topic, orderConfirmed.topic, orderCancelled.topic],
  [paymentCaptured.topic, paymentRefunded.topic],
  [shipmentDispatched.topic, shipmentDelivered.topic],
];

/** One aggregate's events, with the version it is at now, and its topics in the order in which they may happen. */
export interface Line {
  readonly topics: readonly string[];
  readonly version: number;
  readonly events: readonly EventFacts[];
}

/** The three histories of an order: its own, its payment's and its parcel's. */
export const linesOf = (order: OrderFacts, events: readonly EventFacts[]): readonly Line[] => {
  const versions = [
    isRecorded(order) ? order.known.order.version : 0,
    order.payment?.version ?? 0,
    order.shipment?.version ?? 0,
  ];
  return lines.map((topics, i) => ({
    topics,
    version: versions[i] ?? 0,
    events: events.filter((event) => topics.includes(event.topic)),
  }));
};
