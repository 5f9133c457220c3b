import type { EventFacts } from '../../src/facts.ts';
import { type Case, eur, order, type Shop } from './case.ts';

type Written = { -readonly [K in keyof EventFacts]: EventFacts[K] };

const entries = (shop: Shop): Written[] => shop.events.entries;

const event = (shop: Shop, orderId: string, topic: string): Written =>
  entries(shop).find((one) => one.orderId === orderId && one.topic === topic)!;

const forget = (shop: Shop, orderId: string, topic: string): void => {
  entries(shop).splice(entries(shop).indexOf(event(shop, orderId, topic)), 1);
};

const say = (shop: Shop, orderId: string, topic: string, more: Partial<EventFacts> = {}): void => {
  const [any] = entries(shop);
  entries(shop).push({ ...any!, id: `${orderId}-${topic}-again`, subject: orderId, orderId, topic, ...more });
};

export const brokenEvents: readonly Case[] = [
  {
    broken: 'nobody was told that an order was placed',
    rule: 'event.missing',
    aggregate: 'order:declined',
    break: (shop) => forget(shop, 'declined', 'order-placed-v1'),
  },
  {
    broken: 'the confirmation of an order was lost',
    rule: 'event.missing',
    aggregate: 'order:processing',
    break: (shop) => forget(shop, 'processing', 'order-confirmed-v1'),
  },
  {
    broken: 'the cancellation of an order was lost',
    rule: 'event.missing',
    aggregate: 'order:cancelled',
    break: (shop) => forget(shop, 'cancelled', 'order-cancelled-v1'),
  },
  {
    broken: 'a capture was not told',
    rule: 'event.missing',
    aggregate: 'order:delivered',
    break: (shop) => forget(shop, 'delivered', 'payment-captured-v1'),
  },
  {
    broken: 'one refund of two was not told',
    rule: 'event.missing',
    aggregate: 'order:partly',
    break: (shop) => {
      const { ledger } = order(shop, 'partly').payment!;
      ledger.push({ ...ledger.at(-1)!, key: 'partly:refund:2' });
    },
  },
  {
    broken: 'the amount told is not the amount given back',
    rule: 'event.missing',
    aggregate: 'order:partly',
    break: (shop) => void (event(shop, 'partly', 'payment-refunded-v1').amount = eur(299)),
  },
  {
    broken: 'a parcel left and nobody was told',
    rule: 'event.missing',
    aggregate: 'order:shipped',
    break: (shop) => forget(shop, 'shipped', 'shipping-dispatched-v1'),
  },
  {
    broken: 'a parked order says nothing of its beginning',
    rule: 'event.missing',
    aggregate: 'order:parked',
    break: (shop) => forget(shop, 'parked', 'order-placed-v1'),
  },
  {
    broken: 'a declined order was announced as confirmed',
    rule: 'event.unexpected',
    aggregate: 'order:declined',
    break: (shop) => say(shop, 'declined', 'order-confirmed-v1'),
  },
  {
    broken: 'a parked order was announced as cancelled',
    rule: 'event.unexpected',
    aggregate: 'order:parked',
    break: (shop) => say(shop, 'parked', 'order-cancelled-v1'),
  },
  {
    broken: 'an event is about an order that nobody knows',
    rule: 'event.unexpected',
    aggregate: 'order:nobody',
    break: (shop) => say(shop, 'nobody', 'order-placed-v1'),
  },
  {
    broken: 'an event is about an order that was never begun',
    rule: 'event.unexpected',
    aggregate: 'order:delivered',
    break: (shop) => Object.assign(order(shop, 'delivered'), { known: 'accepted' }),
  },
  {
    broken: 'an event of an unknown kind is about an order',
    rule: 'event.unexpected',
    aggregate: 'order:delivered',
    break: (shop) => say(shop, 'delivered', 'order-vanished-v1'),
  },
  {
    broken: 'a confirmation has two ids',
    rule: 'event.twice',
    aggregate: 'order:delivered',
    break: (shop) => say(shop, 'delivered', 'order-confirmed-v1'),
  },
  {
    broken: 'a capture has two ids',
    rule: 'event.twice',
    aggregate: 'order:delivered',
    break: (shop) => say(shop, 'delivered', 'payment-captured-v1', { amount: eur(2_500) }),
  },
  {
    broken: 'an event says something else when it is repeated',
    rule: 'event.changed',
    aggregate: 'order:delivered',
    break: (shop) => void entries(shop).push({ ...event(shop, 'delivered', 'order-placed-v1'), version: 2 }),
  },
  {
    broken: 'an order was confirmed before it was placed',
    rule: 'event.order',
    aggregate: 'order:delivered',
    break: (shop) => void (event(shop, 'delivered', 'order-placed-v1').version = 8),
  },
  {
    broken: 'money was given back before it was taken',
    rule: 'event.order',
    aggregate: 'order:partly',
    break: (shop) => void (event(shop, 'partly', 'payment-refunded-v1').version = 1),
  },
  {
    broken: 'a write that was told is gone',
    rule: 'event.order',
    aggregate: 'order:cancelled',
    break: (shop) => void (order(shop, 'cancelled').known.order.version = 4),
  },
  {
    broken: 'an event has no version',
    rule: 'event.order',
    aggregate: 'order:shipped',
    break: (shop) => void (event(shop, 'shipped', 'shipping-dispatched-v1').version = null),
  },
];
