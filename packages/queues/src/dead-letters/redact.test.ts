import { messages } from '@mercato/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, scrub } from './redact.ts';

const secretValues = [
  'tok_visa_4242',
  '4242424242424242',
  '4242 4242 4242 4242',
  '4242-4242-4242-4242',
  'ada@example.com',
  'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2ln',
  '1 Analytical Way',
  'Ada Lovelace',
  'p@ss word',
];

const checkout = {
  specversion: '1.0',
  id: '6f1c1bb0-1f3e-5d0b-9a53-1d8a3f7b2c11',
  type: 'order-checkout-v1',
  subject: 'o1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  data: {
    orderId: 'o1',
    requestHash: '1234567890123'.padEnd(64, 'a'),
    lines: [{ productId: 'prd-1', quantity: 2 }],
    shippingAddress: { name: 'Ada Lovelace', street: '1 Analytical Way', city: 'B', postalCode: '1', country: 'DE' },
    paymentToken: 'tok_visa_4242',
    expectedTotal: { amount: 1999, currency: 'EUR' },
    acceptedAt: '2026-01-31T12:00:00.000Z',
  },
};

describe('an event that is shown', () => {
  it('keeps what tells an operator what it is about, and nothing of a person or a card', () => {
    expect(redact(checkout)).toEqual({
      ...checkout,
      data: {
        ...checkout.data,
        shippingAddress: {
          name: '[redacted string]',
          street: '[redacted string]',
          city: '[redacted string]',
          postalCode: '[redacted string]',
          country: 'DE',
        },
        paymentToken: '[redacted string]',
      },
    });
  });

  it.each(secretValues)('does not show %j, whatever the field is called', (secret) => {
    for (const name of ['id', 'subject', 'orderId', 'code', 'note', secret]) {
      expect(JSON.stringify(redact({ data: { [name]: secret, list: [{ [name]: secret }] } }))).not.toContain(secret);
    }
  });

  it('shows a card number neither as a number nor in a field of its own', () => {
    const shown = JSON.stringify(redact({ id: 4242424242424242, amount: 4242424242424242, number: 42 }));
    expect(shown).toBe('{"id":"[redacted number]","amount":"[redacted number]","number":"[redacted number]"}');
  });

  it('shows no text of a field that is not on the list', () => {
    const names = fc.stringMatching(/^[a-z]{3,20}Of[a-z]{3,20}$/);
    const texts = fc.stringMatching(/^[a-z]{8,20}$/);
    fc.assert(
      fc.property(names, texts, fc.jsonValue(), (name, text, rest) => {
        expect(JSON.stringify(redact({ [name]: text, rest: [{ [name]: text, rest }] }))).not.toContain(`"${text}"`);
      }),
    );
  });

  it('is bounded in depth and width', () => {
    const deep = Array.from({ length: 50 }).reduce<unknown>((inner) => ({ data: inner }), 'x');
    expect(JSON.stringify(redact(deep))).toContain('too deep');
    expect(redact({ items: Array.from({ length: 5_000 }, () => 1) })).toMatchObject({ items: { length: 100 } });
  });

  it('names a field of every contract that it may show, so that no event comes out blank', () => {
    for (const { key, topic } of messages) expect([topic, redact({ [key]: 'a1' })]).toEqual([topic, { [key]: 'a1' }]);
  });
});

describe('a sentence that is shown', () => {
  it.each([
    ['mail to ada@example.com failed', 'mail to [redacted] failed'],
    ['no such token tok_visa_1', 'no such token [redacted]'],
    ['card 4242 4242 4242 4242 refused', 'card [redacted] refused'],
    ['Bearer abc.def', '[redacted]'],
    ['two\nlines\u001b[31m', 'two lines [31m'],
    ['order 12345678-1234-5678-9012-123456789012 waits', 'order 12345678-1234-5678-9012-123456789012 waits'],
  ])('%j', (text, clean) => expect(scrub(text)).toBe(clean));
});
