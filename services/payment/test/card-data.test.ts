import { describe, expect, it } from 'vitest';
import { testCards } from '../src/adapters/test-cards.ts';
import { buildApp } from './api-world.ts';
import { FakeStripe } from './stripe/fake-stripe.ts';
import { payingBy } from './stripe/stripe-world.ts';
import { eur } from './world.ts';

const cvc = '864';
const code = '8642';

/** Digits of a card anywhere: its number with or without separators, its code where no longer number or id holds it. */
const leaks = (text: string, numbers: readonly string[]): readonly string[] => [
  ...numbers.filter((number) => text.replaceAll(/[\s-]/g, '').includes(number)),
  ...[cvc, code].filter((secret) => new RegExp(`(?<![0-9a-f.:-])${secret}(?![0-9a-f-])|"${secret}"`, 'i').test(text)),
];

const cards = [
  ...Object.keys(testCards).map((number) => ({ number, cvc })),
  { number: '4242424242424242', cvc },
  { number: '378282246310005', cvc: code },
];

describe('card data', () => {
  it('is in no log, state, message or answer after everything was done with it', async () => {
    const { send, store, publisher, lines } = await buildApp();
    const answers: unknown[] = [];
    const post = async (url: string, body: object, key: string) => {
      const answer = await send('POST', url, { as: 'admin.adm', key, body });
      answers.push(answer.body);
      return answer.body;
    };
    for (const [i, typed] of cards.entries()) {
      const card = { ...typed, expMonth: 12, expYear: 2030 };
      const orderId = `ord-${i}`;
      const tokenized = await post('/api/payments/tokens', card, `t${i}`);
      await post('/internal/payments/tokens', card, `i${i}`);
      // What a careless or hostile client may send.
      await post('/api/payments/tokens', { ...card, expYear: 2001 }, `e${i}`);
      await post('/api/payments/tokens', { ...card, number: `${card.number} ` }, `s${i}`);
      await post('/api/payments/tokens', { card }, `n${i}`);
      await post('/api/payments/process', { orderId, token: card.number, card }, `w${i}`);
      const { token } = tokenized as { readonly token: string };
      const body = { orderId, userId: 'usr-1', amount: eur(500), token, capture: true };
      for (let tries = 0; tries < 3; tries += 1) await post('/api/payments/process', body, `p${i}`);
      await post('/api/payments/refund', { orderId }, `r${i}`);
      answers.push((await send('GET', `/api/payments/order/${orderId}`, { as: 'user.usr-1' })).body);
    }
    const state = store.keys.map((key) => [key, store.peek(key)]);
    const numbers = cards.map((c) => c.number);
    expect(publisher.published.length).toBeGreaterThan(5);
    expect(lines.length).toBeGreaterThan(50);
    for (const trace of [lines, state, publisher.published, answers])
      expect(leaks(JSON.stringify(trace), numbers)).toEqual([]);
  });

  it('is in no request to Stripe either: it gets payment methods, or the card goes nowhere', async () => {
    const fake = new FakeStripe();
    const { send, store, publisher, lines } = await buildApp(payingBy(fake));
    for (const [i, typed] of cards.entries()) {
      const card = { ...typed, expMonth: 12, expYear: 2030 };
      const { body } = await send('POST', '/api/payments/tokens', { as: 'admin.adm', key: `t${i}`, body: card });
      const token = (body as { readonly token?: string }).token ?? 'pm_none';
      const order = { orderId: `ord-${i}`, userId: 'usr-1', amount: eur(500), token, capture: true };
      await send('POST', '/api/payments/process', { as: 'admin.adm', key: `p${i}`, body: order });
    }
    const state = store.keys.map((key) => [key, store.peek(key)]);
    const numbers = cards.map((c) => c.number);
    expect(fake.seen.length).toBeGreaterThan(20);
    expect(fake.seen.some(({ form }) => form.includes('pm_card_visa'))).toBe(true);
    for (const trace of [fake.seen, lines, state, publisher.published])
      expect(leaks(JSON.stringify(trace), numbers)).toEqual([]);
  });

  it('would be found', () => {
    const numbers = ['4242424242424242'];
    expect(leaks('{"n":"4242 4242-42424242"}', numbers)).toEqual(numbers);
    expect(leaks(JSON.stringify([JSON.stringify({ cvc })]), numbers)).toEqual([cvc]);
    expect(leaks(`the code is ${code}.`, numbers)).toEqual([code]);
    expect(leaks('2026-01-01T10:00:00.864Z 864a-1 0.8642', numbers)).toEqual([]);
  });
});
