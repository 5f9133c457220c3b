import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { orderIdOf, requestHashOf } from './acceptance.ts';

const shippingAddress = { name: 'Ada', street: 'Main 1', city: 'Bern', postalCode: '3000', country: 'CH' };
const card = { number: '4242424242424242', expMonth: 12, expYear: 2030, cvc: '123' };
const request = { shippingAddress, payment: { card } };

describe('the id of an order', () => {
  it('is the same for the same user and key, and only then', () => {
    expect(orderIdOf('ada', 'k')).toBe(orderIdOf('ada', 'k'));
    const ids = [orderIdOf('ada', 'k'), orderIdOf('ada', 'l'), orderIdOf('bob', 'k'), orderIdOf('a', 'dak')];
    expect(new Set(ids).size).toBe(4);
  });
});

describe('the hash of a request', () => {
  it('tells requests apart', () => {
    const others = [
      { ...request, lines: [{ productId: 'mug', quantity: 1 }] },
      { ...request, payment: { token: 'tok_success_visa_4242_1' } },
      { ...request, payment: { card: { ...card, number: '5555555555554444' } } },
      { ...request, expectedTotal: { amount: 1, currency: 'EUR' as const } },
    ];
    expect(new Set([request, ...others].map(requestHashOf)).size).toBe(5);
    expect(requestHashOf({ payment: { card }, shippingAddress })).toBe(requestHashOf(request));
  });

  it('cannot be turned back into a card number: all but the last four digits are out of it', () => {
    const sameEnd = { ...request, payment: { card: { ...card, number: '4000000000004242', cvc: '999' } } };
    expect(requestHashOf(sameEnd)).toBe(requestHashOf(request));
    expect(requestHashOf(request)).not.toBe(createHash('sha256').update(JSON.stringify(request)).digest('hex'));
  });
});
