import { type Case, order } from './case.ts';

export const brokenOthers: readonly Case[] = [
  {
    broken: 'a parcel leaves for a cancelled order',
    rule: 'shipment.unconfirmed',
    aggregate: 'order:cancelled',
    break: (shop) => void (order(shop, 'cancelled').shipment!.status = 'dispatched'),
  },
  {
    broken: 'a parcel of a confirmed order is still held',
    rule: 'shipment.status',
    aggregate: 'order:processing',
    break: (shop) => void (order(shop, 'processing').shipment!.status = 'held'),
  },
  {
    broken: 'a confirmed order has no parcel',
    rule: 'shipment.status',
    aggregate: 'order:processing',
    break: (shop) => void (order(shop, 'processing').shipment = null),
  },
  {
    broken: 'the news of a delivery was lost',
    rule: 'shipment.status',
    aggregate: 'order:shipped',
    break: (shop) => void (order(shop, 'shipped').shipment!.status = 'delivered'),
  },
  {
    broken: 'a message was left',
    rule: 'queue.waiting',
    aggregate: 'queue:order-commands',
    break: (shop) => void (shop.queues[0]!.messages = 1),
  },
  {
    broken: 'a message died',
    rule: 'queue.dead_letter',
    aggregate: 'queue:order-commands-dlq',
    break: (shop) =>
      shop.deadLetters.push({ queue: 'order-commands-dlq', id: 'e2', topic: 'order-cancel-v1', subject: 'o1' }),
    expected: { poison: ['e1'] },
  },
];
