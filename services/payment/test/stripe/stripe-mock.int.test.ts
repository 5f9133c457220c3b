import { type StripeMock, startStripeMock } from '@mercato/testkit/process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StripeApi } from '../../src/adapters/stripe/stripe-api.ts';
import { code, eur } from '../world.ts';
import { createStripeWorld, testKey } from './stripe-world.ts';

// stripe-mock knows Stripe's OpenAPI and forgets everything at once: it says whether a request is one that Stripe
// understands and which fields an answer has. What Stripe does with it the contract suite shows over a fake that remembers
// (fake-stripe.ts), whose requests and fields are held against stripe-mock here.

let mock: StripeMock;
beforeAll(async () => {
  mock = await startStripeMock();
});
afterAll(() => mock.stop());

const ask = async (method: string, path: string, form: string): Promise<{ status: number; body: unknown }> => {
  const isGet = method === 'GET';
  const response = await fetch(`${mock.url}${path}${isGet ? `?${form}` : ''}`, {
    method,
    headers: { authorization: `Bearer ${testKey}`, 'content-type': 'application/x-www-form-urlencoded' },
    ...(isGet ? {} : { body: form }),
  });
  return { status: response.status, body: await response.json() };
};

describe('every request that the adapter makes', () => {
  const api = () => new StripeApi({ apiKey: () => Promise.resolve(testKey), url: mock.url, timeoutMs: 5000 });

  it('is understood, and its answer has what the adapter reads', async () => {
    const { id } = await api().create('o:authorize', 1999, 'EUR');
    expect(id).toMatch(/^pi_/);
    for (const call of [
      () => api().confirm('o:authorize', 'pi_1', 'pm_card_visa'),
      () => api().retrieve('pi_1'),
      () => api().capture('o:capture', 'o:authorize', 'pi_1'),
      () => api().cancel('pi_1'),
    ]) {
      const charge = { status: 'succeeded', payment_method_details: { card: { brand: 'visa', last4: '4242' } } };
      expect(await call()).toMatchObject({
        id: 'pi_1',
        metadata: {},
        latest_charge: charge,
      });
    }
    expect(await api().refund('o:refund', 'o:authorize', 'pi_1', 400)).toMatchObject({
      amount: 400,
      status: 'succeeded',
    });
    expect(await api().refunds('pi_1')).toMatchObject([{ object: 'refund', metadata: {} }]);
  });

  it('would be refused if it were not: without a key, or with a field that Stripe does not have', async () => {
    const noKey = new StripeApi({ apiKey: () => Promise.resolve(''), url: mock.url, timeoutMs: 5000 });
    await expect(noKey.retrieve('pi_1')).rejects.toMatchObject(code('dependency.unavailable'));
    expect(await ask('POST', '/v1/payment_intents', 'amount=1&currency=eur&colour=red')).toMatchObject({ status: 400 });
  });

  it('is uncertain, or surely not done, when nobody is there', async () => {
    const nobody = new StripeApi({
      apiKey: () => Promise.resolve(testKey),
      url: 'http://127.0.0.1:1',
      timeoutMs: 5000,
    });
    await expect(nobody.retrieve('pi_1')).rejects.toMatchObject(code('dependency.unavailable'));
  });
});

describe('the fake that remembers', () => {
  const course = async () => {
    const { fake, parts } = createStripeWorld();
    const { provider } = parts;
    await provider.authorize('k', 'pm_card_visa', eur(1000));
    await provider.authorize('k', 'pm_card_visa', eur(1000));
    await provider.capture('c', 'k');
    await provider.refund('r', 'k', 400);
    await provider.find('k');
    await provider.authorize('l', 'pm_card_visa_chargeDeclined', eur(1000));
    await provider.void('l');
    return fake;
  };

  it('is asked nothing that Stripe would not understand', async () => {
    const { seen } = await course();
    expect(new Set(seen.map(({ method, path }) => `${method} ${path.replace(/pi_\w+/, 'pi')}`)).size).toBe(7);
    for (const { method, path, form } of seen)
      expect(await ask(method, path, form), path).toMatchObject({ status: 200 });
  });

  it('answers with fields that Stripe has, of the types that Stripe gives them', async () => {
    const { intents, refunds } = await course();
    const form = 'expand[0]=latest_charge';
    const intent = (await ask('POST', '/v1/payment_intents/pi_1/confirm', `payment_method=pm_card_visa&${form}`)).body;
    const refund = (await ask('POST', '/v1/refunds', 'payment_intent=pi_1&amount=400')).body;
    for (const made of intents.values()) expect(strange(made, intent)).toEqual([]);
    for (const made of refunds) expect(strange(made, refund)).toEqual([]);
    expect(strange({ amonut: 1, status: 7 }, intent)).toEqual(['amonut', 'status']);
  });
});

/** Fields of ours that the example lacks, or has with another type; null fits any. */
const strange = (ours: object, example: unknown, at = ''): readonly string[] =>
  Object.entries(ours).flatMap(([name, value]: [string, unknown]) => {
    const path = `${at}${name}`;
    const theirs: unknown =
      typeof example === 'object' && example !== null
        ? Object.entries(example).find(([n]) => n === name)?.[1]
        : undefined;
    if (theirs === undefined) return [path];
    if (name === 'metadata' || name === 'last_payment_error' || value === null || theirs === null) return [];
    if (typeof value === 'object' && value !== null) return strange(value, theirs, `${path}.`);
    return typeof value === typeof theirs ? [] : [path];
  });
