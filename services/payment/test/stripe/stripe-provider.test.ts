import { errors } from '@mercato/kit/errors';
import { FakeClock } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { testMethods } from '../../src/adapters/stripe/stripe-test-methods.ts';
import { paymentProviderContract } from '../provider-contract.ts';
import { code, createWorld, eur } from '../world.ts';
import { type Fault, FakeStripe } from './fake-stripe.ts';
import { createStripeWorld, stripeOver } from './stripe-world.ts';

paymentProviderContract('StripeProvider', () => ({
  provider: createStripeWorld().parts.provider,
  token: 'pm_card_visa',
  declined: 'pm_card_visa_chargeDeclined',
}));

const build = () => {
  const { fake, parts } = createStripeWorld();
  /** The next request whose path ends so meets the fault. */
  const fail = (end: string, fault: Fault): void => {
    let left = 1;
    fake.onRequest = (request) => (request.endsWith(end) && left-- > 0 ? fault : undefined);
  };
  const authorize = (method = 'pm_card_visa', amount = 1000) => parts.provider.authorize('k', method, eur(amount));
  return { fake, fail, provider: parts.provider, authorize };
};

describe('StripeProvider', () => {
  it.each([
    ['pm_card_visa_chargeDeclined', 'payment.declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'payment.insufficient_funds', 'insufficient_funds'],
    ['pm_card_visa_chargeDeclinedLostCard', 'payment.declined', 'lost_card'],
    ['pm_card_visa_chargeDeclinedStolenCard', 'payment.declined', 'stolen_card'],
    ['pm_card_visa_chargeDeclinedVelocityLimitExceeded', 'payment.declined', 'card_velocity_exceeded'],
    ['pm_card_chargeDeclinedExpiredCard', 'payment.card_expired', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'payment.declined', 'incorrect_cvc'],
    ['pm_card_chargeDeclinedProcessingError', 'payment.processing_error', 'processing_error'],
    ['pm_card_authenticationRequired', 'payment.declined', 'authentication_required'],
    ['pm_unknown', 'payment.token_invalid', 'token_invalid'],
  ])('declines %s with %s, because of %s, each time it is asked', async (method, why, reason) => {
    const { authorize, fake } = build();
    expect(await authorize(method)).toEqual({ status: 'declined', code: why, reason });
    expect(await authorize(method)).toEqual({ status: 'declined', code: why, reason });
    expect(fake.kept).toBe(0);
  });

  it('declines an amount that Stripe does not move', async () => {
    expect(await build().authorize('pm_card_visa', 1)).toMatchObject({
      status: 'declined',
      reason: 'amount_too_small',
    });
  });

  it('takes no card to Stripe: its test cards are methods there, and only with a test key', async () => {
    const { parts, fake } = createStripeWorld();
    const card = { number: '4242424242424242', expMonth: 1, expYear: 2030, cvc: '123' };
    const known = { brand: 'visa', last4: '4242', expMonth: 1, expYear: 2030 } as const;
    expect(await parts.provider.tokenize(card, known)).toBe('pm_card_visa');
    const another = parts.provider.tokenize({ ...card, number: '4012888888881881' }, known);
    await expect(another).rejects.toMatchObject(code('payment.card_not_taken'));
    const { store, publisher, clock, ids } = createWorld();
    const live = stripeOver(fake, { store, publisher, clock, ids }, 'sk_live_0');
    await expect(live.tokenize(card)).rejects.toMatchObject(code('payment.card_not_taken'));
    expect(fake.seen).toEqual([]);
    expect(Object.keys(testMethods)).toHaveLength(18);
  });

  it('confirms only once the intent is stored, and makes no second one when it was not', async () => {
    const { parts, fake, store } = createStripeWorld();
    const authorize = () => parts.provider.authorize('k', 'pm_card_visa', eur(1000));
    store.failNext('create', 'unavailable', { subject: 'stripe:k' });
    await expect(authorize()).rejects.toMatchObject(code('dependency.unavailable'));
    expect([fake.intents.size, fake.kept]).toEqual([1, 0]);
    expect(await authorize()).toMatchObject({ status: 'authorized' });
    expect([fake.intents.size, fake.kept]).toEqual([1, 1000]);
  });

  it('sends keys of its own making that Stripe takes, however long the step key is', async () => {
    const { fake, provider } = build();
    const key = `${'o'.repeat(60)}:${'k'.repeat(160)}`;
    await provider.authorize(key, 'pm_card_visa', eur(1000));
    const keys = fake.seen.map((request) => request.key ?? '');
    expect(keys).toEqual([expect.stringMatching(/^mercato-create-/), expect.stringMatching(/^mercato-confirm-/)]);
    for (const sent of keys) expect(sent.length).toBeLessThan(255);
  });
});

describe('what fails between us and Stripe', () => {
  it.each([
    ['refused', '/confirm', 'dependency.unavailable'],
    ['limited', '/confirm', 'dependency.unavailable'],
    ['unanswered', '/confirm', 'dependency.timeout'],
    ['failed-before', '/confirm', 'dependency.timeout'],
    ['unanswered', '/payment_intents', 'dependency.timeout'],
  ] as const)('%s at %s is %s, holds nothing twice, and can be undone', async (fault, end, expected) => {
    const { fake, fail, provider, authorize } = build();
    fail(end, fault);
    await expect(authorize()).rejects.toMatchObject(code(expected));
    expect(await provider.void('k')).toMatchObject({ status: 'voided' });
    expect(await authorize()).toEqual({ status: 'voided' });
    expect(fake.kept).toBe(0);
  });

  it.each(['refused', 'limited', 'unanswered'] as const)('asks again after %s, and holds once', async (fault) => {
    const { fake, fail, authorize } = build();
    fail('/confirm', fault);
    await expect(authorize()).rejects.toThrow();
    expect(await authorize()).toMatchObject({ status: 'authorized' });
    expect(fake.kept).toBe(1000);
  });

  it('looks after a 500: what was done is done, though Stripe would repeat the 500 for a day', async () => {
    const { fail, provider, authorize } = build();
    fail('/confirm', 'failed-after');
    expect(await authorize()).toMatchObject({ status: 'authorized' });
    fail('/capture', 'failed-after');
    expect(await provider.capture('c', 'k')).toBe('captured');
    fail('POST /refunds', 'failed-after');
    await expect(provider.refund('r', 'k', 400)).resolves.toBe('refunded');
    expect(await provider.find('k')).toMatchObject({ refunded: 400 });
  });

  it.each(['unanswered', 'failed-before', 'refused', 'limited'] as const)(
    'an undo may fail (%s) and be done later',
    async (fault) => {
      const { fake, fail, provider, authorize } = build();
      await authorize();
      fail('/cancel', fault);
      await expect(provider.void('k')).rejects.toThrow();
      expect(await provider.void('k')).toEqual({ status: 'voided', held: true });
      expect(fake.kept).toBe(0);
    },
  );

  it('tells nothing of what Stripe said but its codes', async () => {
    const { fail, authorize } = build();
    fail('/confirm', 'limited');
    const error: unknown = await authorize().catch((e: unknown) => e);
    expect((error as Error).cause).toEqual(new Error('429 invalid_request_error'));
  });

  it('hands on what is no error of Stripe: a key that cannot be read', async () => {
    const { store, publisher, clock, ids } = createWorld();
    const provider = stripeOver(new FakeStripe(), { store, publisher, clock, ids }, '');
    await expect(provider.authorize('k', 'pm_card_visa', eur(100))).rejects.toMatchObject(errors.unavailable('Stripe'));
  });
});

describe('when Stripe has forgotten its Idempotency-Keys', () => {
  const dayLater = async () => {
    const built = build();
    await built.authorize();
    await built.provider.capture('c', 'k');
    await built.provider.refund('r', 'k', 400);
    const later = async () => {
      if (built.fake.clock instanceof FakeClock) await built.fake.clock.sleep(2 * 86_400_000);
    };
    await later();
    return built;
  };

  it('gives no money back twice', async () => {
    const { fake, provider } = await dayLater();
    expect(await provider.refund('r', 'k', 400)).toBe('refunded');
    expect(fake.kept).toBe(600);
  });

  it('says no where a refund of ours failed afterwards: a person must see to it', async () => {
    const { fake, provider } = await dayLater();
    for (const refund of fake.refunds) refund.status = 'failed';
    expect(await provider.refund('r', 'k', 400)).toBe('refused');
  });

  it('authorises and captures no second time', async () => {
    const { fake, provider, authorize } = await dayLater();
    expect(await authorize()).toMatchObject({ status: 'authorized' });
    expect(await provider.capture('c', 'k')).toBe('captured');
    expect([fake.intents.size, fake.kept]).toEqual([1, 600]);
  });
});
