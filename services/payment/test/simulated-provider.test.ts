import { describe, expect, it } from 'vitest';
import { testCards } from '../src/adapters/test-cards.ts';
import { paymentProviderContract } from './provider-contract.ts';
import { createWorld, eur, tokenFor } from './world.ts';

paymentProviderContract('SimulatedProvider', () => ({
  provider: createWorld().parts.provider,
  token: tokenFor('success'),
  declined: tokenFor('declined'),
}));

describe('SimulatedProvider', () => {
  const authorize = (scenario: string, world = createWorld()) => {
    const again = () => world.boot().provider.authorize('k', tokenFor(scenario), eur(1000));
    return { world, again, find: () => world.parts.provider.find('k') };
  };

  it.each([
    ['declined', 'payment.declined', 'generic_decline'],
    ['insufficient', 'payment.insufficient_funds', 'insufficient_funds'],
    ['lostcard', 'payment.declined', 'lost_card'],
    ['stolencard', 'payment.declined', 'stolen_card'],
    ['velocity', 'payment.declined', 'card_velocity_exceeded'],
    ['expired', 'payment.card_expired', 'expired_card'],
    ['cvc', 'payment.declined', 'incorrect_cvc'],
    ['processing', 'payment.processing_error', 'processing_error'],
  ])('declines %s with %s, because of %s', async (scenario, code, reason) => {
    expect(await authorize(scenario).again()).toEqual({ status: 'declined', code, reason });
  });

  it('loses an answer once: the work is done, and asking again tells', async () => {
    const { again, find } = authorize('lost');
    await expect(again()).rejects.toMatchObject({ code: 'dependency.timeout' });
    expect(await find()).toMatchObject({ status: 'authorized' });
    expect(await again()).toMatchObject({ status: 'authorized' });
  });

  it('answers late once: the work is done before', async () => {
    const { world, again, find } = authorize('late');
    const from = world.clock.now();
    const first = again();
    while ((await find()) === undefined) await Promise.resolve();
    expect(await first).toMatchObject({ status: 'authorized' });
    expect(world.clock.now() - from).toBe(8000);
    await again();
    expect(world.clock.now() - from).toBe(8000);
  });

  it('is silent every time and does nothing', async () => {
    const { again, find } = authorize('silent');
    await expect(again()).rejects.toMatchObject({ code: 'dependency.timeout' });
    await expect(again()).rejects.toMatchObject({ code: 'dependency.timeout' });
    expect(await find()).toBeUndefined();
  });

  it('is down twice for a flaky card, then fine, whichever process asks', async () => {
    const { again, find } = authorize('flaky');
    await expect(again()).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(await find()).toBeUndefined();
    await expect(again()).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(await again()).toMatchObject({ status: 'authorized' });
  });

  it('can be undone while a flaky card is down', async () => {
    const { world, again } = authorize('flaky');
    await expect(again()).rejects.toThrow('not available');
    expect(await world.parts.provider.void('k')).toEqual({ status: 'voided', held: false });
    expect(await again()).toEqual({ status: 'voided' });
  });

  it('loses the answer of a capture once', async () => {
    const { world, again, find } = authorize('capturelost');
    await again();
    await expect(world.parts.provider.capture('c', 'k')).rejects.toMatchObject({ code: 'dependency.timeout' });
    expect(await find()).toMatchObject({ status: 'captured' });
    expect(await world.parts.provider.capture('c', 'k')).toBe('captured');
  });

  it('gives each card its scenario, and no token its number', async () => {
    const { provider } = createWorld().parts;
    for (const [number, scenario] of Object.entries({ ...testCards, '5555555555554444': 'success' })) {
      const card = { number, expMonth: 1, expYear: 2030, cvc: '123' };
      const known = { brand: 'visa', last4: number.slice(-4), expMonth: 1, expYear: 2030 } as const;
      const token = await provider.tokenize(card, known);
      expect(token).toMatch(new RegExp(`^tok_${scenario}_visa_${number.slice(-4)}_[0-9a-f]{32}$`));
      expect(token).not.toContain(number);
    }
  });
});
