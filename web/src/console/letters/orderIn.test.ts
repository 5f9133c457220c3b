import { expect, it } from 'vitest';
import { orderIn } from './orderIn.ts';

const id = '0af76519-16cd-5d84-a8eb-211c80319c00';

it.each([
  ['its data', { topic: 'payment-captured-v1', subject: 'pay-1', event: { data: { orderId: id } } }],
  ['its subject', { topic: 'order-checkout-v1', subject: id, event: {} }],
])('the order of a letter is in %s', (_where, letter) => expect(orderIn(letter)).toBe(id));

it.each([
  ['another subject', { topic: 'product-create-v1', subject: id, event: null }],
  ['nothing readable', { topic: '', subject: '', event: 'text' }],
  ['an id that is none', { topic: 'order-checkout-v1', subject: '../x', event: { data: { orderId: 7 } } }],
])('%s names none', (_what, letter) => expect(orderIn(letter)).toBeUndefined());
