import { type Case, order } from './case.ts';

export const brokenOrders: readonly Case[] = [
  {
    broken: 'an accepted order is nowhere',
    rule: 'order.lost',
    aggregate: 'order:gone',
    break: () => undefined,
    expected: { accepted: ['delivered', 'gone'] },
  },
  {
    broken: 'an order is not listed',
    rule: 'order.unlisted',
    aggregate: 'order:delivered',
    break: (shop) => void (order(shop, 'delivered').listed = false),
  },
  {
    broken: 'an accepted order was never begun',
    rule: 'order.unfinished',
    aggregate: 'order:delivered',
    break: (shop) => Object.assign(order(shop, 'delivered'), { known: 'accepted' }),
  },
  {
    broken: 'an order hangs in checkout',
    rule: 'order.unfinished',
    aggregate: 'order:parked',
    break: (shop) => void (order(shop, 'parked').known.order.needsAttention = null),
  },
  {
    broken: 'an order hangs in its cancellation',
    rule: 'order.unfinished',
    aggregate: 'order:cancelled',
    break: (shop) => void (order(shop, 'cancelled').known.cancel!.end = null),
  },
  {
    broken: 'a cancel command was not answered',
    rule: 'order.unfinished',
    aggregate: 'order:shipped',
    break: (shop) => void (order(shop, 'shipped').known.cancelRequests = ['c1']),
  },
  {
    broken: 'a refund was asked for and forgotten',
    rule: 'order.unfinished',
    aggregate: 'order:partly',
    break: (shop) => void (order(shop, 'partly').known.refunds[0]!.status = 'asked'),
  },
  {
    broken: 'an event was never published',
    rule: 'order.owed',
    aggregate: 'order:delivered',
    break: (shop) => order(shop, 'delivered').known.owed.push({ id: 'e', topic: 'order-confirmed-v1', time: '' }),
  },
  {
    broken: 'a status was reached twice',
    rule: 'order.history',
    aggregate: 'order:delivered',
    break: (shop) => {
      const { timeline } = order(shop, 'delivered').known;
      timeline.push({ ...timeline.at(-1)!, seq: 5 });
    },
  },
  {
    broken: 'the timeline has a gap',
    rule: 'order.history',
    aggregate: 'order:delivered',
    break: (shop) => void (order(shop, 'delivered').known.timeline[2]!.seq = 7),
  },
  {
    broken: 'an order came back from the dead',
    rule: 'order.history',
    aggregate: 'order:cancelled',
    break: (shop) => void (order(shop, 'cancelled').known.order.status = 'shipped'),
  },
  {
    broken: 'a step was not undone',
    rule: 'order.saga',
    aggregate: 'order:declined',
    break: (shop) => void (order(shop, 'declined').known.checkout.steps[0]!.undo = null),
  },
  {
    broken: 'a confirmed order was undone',
    rule: 'order.saga',
    aggregate: 'order:processing',
    break: (shop) => void (order(shop, 'processing').known.checkout.end = 'undone'),
  },
];
