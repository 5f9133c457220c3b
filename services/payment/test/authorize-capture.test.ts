import { paymentCaptured } from '@mercato/contracts/payment';
import { describe, expect, it } from 'vitest';
import { sumsOf } from '../src/domain/payment.ts';
import { authorize } from '../src/use-cases/authorize.ts';
import { capture } from '../src/use-cases/capture.ts';
import { authorizeRequest, captured, code, createWorld, eur, keyA, orderId, step } from './world.ts';

describe('authorize', () => {
  it('stores the intent before it asks the provider, and the outcome after', async () => {
    const world = createWorld();
    world.store.failNext('create', 'unavailable', { subject: `provider:${keyA}` });
    await expect(authorize(world.parts, authorizeRequest())).rejects.toMatchObject(code('dependency.unavailable'));
    expect(world.stateOf(orderId)?.state.attempts).toMatchObject([{ status: 'uncertain', providerKey: keyA }]);
    await authorize(world.parts, authorizeRequest());
    expect(world.stateOf(orderId)?.state.attempts).toMatchObject([{ status: 'authorized', last4: '4242' }]);
  });

  it('writes the payment twice and no more', async () => {
    const world = createWorld();
    await authorize(world.parts, authorizeRequest());
    const ofProvider = 1;
    expect(world.store.writes - ofProvider).toBe(2);
  });

  it('answers a repetition from its record, without asking the provider', async () => {
    const world = createWorld();
    await authorize(world.parts, authorizeRequest());
    const { writes } = world.store;
    world.store.failNext('get', 'unavailable', { subject: `provider:${keyA}` });
    expect(await authorize(world.parts, authorizeRequest())).toMatchObject({ status: 'authorized' });
    expect(world.store.writes).toBe(writes);
  });

  it('repeats a decline word for word', async () => {
    const world = createWorld();
    for (let i = 0; i < 2; i += 1)
      await expect(authorize(world.parts, authorizeRequest('insufficient'))).rejects.toMatchObject(
        code('payment.insufficient_funds'),
      );
    expect(world.stateOf(orderId)?.state.ledger).toHaveLength(1);
  });

  it('refuses a key that comes with another amount', async () => {
    const world = createWorld();
    await authorize(world.parts, authorizeRequest());
    await expect(authorize(world.parts, authorizeRequest('success', { amount: 1 }))).rejects.toMatchObject(
      code('idempotency.key_reused'),
    );
  });

  it('takes another attempt after a decline, and only then', async () => {
    const { parts, stateOf } = createWorld();
    await expect(authorize(parts, authorizeRequest('declined'))).rejects.toMatchObject(code('payment.declined'));
    await authorize(parts, authorizeRequest('success', { key: 'second' }));
    expect(stateOf(orderId)?.state.attempts.map((a) => a.status)).toEqual(['declined', 'authorized']);
    await expect(authorize(parts, authorizeRequest('success', { key: 'third' }))).rejects.toMatchObject(
      code('payment.already_authorized'),
    );
  });

  it('holds money once when two attempts come at the same time', async () => {
    const { parts, stateOf } = createWorld();
    const both = ['one', 'two'].map((key) => authorize(parts, authorizeRequest('success', { key })));
    const settled = await Promise.allSettled(both);
    expect(settled.map((s) => s.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(sumsOf(stateOf(orderId)!.state).authorized).toBe(1000);
  });

  it('keeps to one currency per order', async () => {
    const { parts } = createWorld();
    await expect(authorize(parts, authorizeRequest('declined'))).rejects.toMatchObject(code('payment.declined'));
    const dollars = { ...authorizeRequest('success', { key: 'b' }), amount: { amount: 1, currency: 'USD' as const } };
    await expect(authorize(parts, dollars)).rejects.toMatchObject({
      code: 'request.invalid',
      fields: [{ pointer: '/amount/currency' }],
    });
  });

  it('resolves a lost answer by asking again under the same key', async () => {
    const world = createWorld();
    await expect(authorize(world.parts, authorizeRequest('lost'))).rejects.toMatchObject(code('dependency.timeout'));
    expect(await authorize(world.parts, authorizeRequest('lost'))).toMatchObject({ status: 'authorized' });
  });
});

describe('capture', () => {
  it('costs two reads and one write, beside those of the provider', async () => {
    const world = createWorld();
    await authorize(world.parts, authorizeRequest());
    const { get, replace } = world.store.counts;
    await capture(world.parts, step('capture'));
    expect(world.store.counts).toMatchObject({ get: get + 3, replace: replace + 2 });
  });

  it('takes the money once and says so once', async () => {
    const world = await captured();
    expect(await capture(world.parts, step('capture'))).toEqual(eur(1000));
    expect(world.publisher.of(paymentCaptured)).toMatchObject([
      { orderId, paymentId: 'pay-ord-1', userId: 'usr-1', amount: eur(1000) },
    ]);
    expect(world.stateOf(orderId)?.owed).toEqual([]);
  });

  it('answers a repetition from its record, without asking the provider', async () => {
    const world = await captured();
    world.store.failNext('get', 'unavailable', { subject: `provider:${keyA}` });
    expect(await capture(world.parts, step('capture'))).toEqual(eur(1000));
  });

  it.each(['declined', 'silent', undefined])('is refused where nothing is held (%s)', async (scenario) => {
    const world = createWorld();
    if (scenario) await Promise.allSettled([authorize(world.parts, authorizeRequest(scenario))]);
    await expect(capture(world.parts, step('capture'))).rejects.toMatchObject(code('payment.not_capturable'));
  });

  it('is refused where another key captured', async () => {
    const world = await captured();
    await expect(capture(world.parts, step('again'))).rejects.toMatchObject(code('payment.not_capturable'));
  });

  it('publishes what it owes when the broker comes back', async () => {
    const world = createWorld();
    await authorize(world.parts, authorizeRequest());
    world.publisher.failNext('unavailable');
    await expect(capture(world.parts, step('capture'))).rejects.toMatchObject(code('dependency.unavailable'));
    expect(world.publisher.published).toEqual([]);
    await capture(world.boot(), step('capture'));
    expect(world.publisher.topics).toEqual(['payment-captured-v1']);
  });

  it('counts a capture whose answer was lost as its own', async () => {
    const world = createWorld();
    await authorize(world.parts, authorizeRequest('capturelost'));
    await expect(capture(world.parts, step('capture'))).rejects.toMatchObject(code('dependency.timeout'));
    expect(await capture(world.parts, step('capture'))).toEqual(eur(1000));
    expect(world.accountOf(keyA)).toMatchObject({ status: 'captured' });
  });
});
