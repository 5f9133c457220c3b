import { z } from 'zod';
import { defineMessage, id, money, timestamp } from '../shared/index.ts';

const data = z.object({
  paymentId: id,
  orderId: id,
  userId: id,
  version: z.int(),
  amount: money,
  at: timestamp,
});

export const paymentCaptured = defineMessage({
  topic: 'payment-captured-v1',
  kind: 'event',
  owner: 'payment',
  consumers: ['notification', 'analytics'],
  summary: 'The money for an order was taken',
  key: 'orderId',
  data,
});

export const paymentRefunded = defineMessage({
  topic: 'payment-refunded-v1',
  kind: 'event',
  owner: 'payment',
  consumers: ['notification', 'analytics'],
  summary: 'Money was given back',
  key: 'orderId',
  data,
});
