import { paymentRefunded } from '@mercato/contracts/payment';
import { describe, expect, it } from 'vitest';
import { sumsOf } from '../src/domain/payment.ts';
import { authorize } from '../src/use-cases/authorize.ts';
import { capture } from '../src/use-cases/capture.ts';
import { refund } from '../src/use-cases/refund.ts';
import { undo } from '../src/use-cases/void.ts';
import {
  StoppedClock,
  authorizeRequest,
  captured,
  code,
  createWorld,
  eur,
  keptOf,
  keyA,
  orderId,
  step,
} from './world.ts';

const refundStep = (name: string, amount: number) => ({ ...step(name), amount: eur(amount) });
describe('undo', () => {
  it('leaves a tombstone where nothing is, and a late authorisation is refused', async () => {
    const world = createWorld();
    expect(await undo(world.parts, step('void'))).toEqual(eur(0));
    await expect(authorize(world.parts, authorizeRequest())).rejects.toMatchObject(code('payment.voided'));
    expect(world.accountOf(keyA)).toBeUndefined();
  });

  it('lets go of what is held; capture and authorisation come too late', async () => {
    const world = createWorld();
    await authorize(world.parts, authorizeRequest());
    expect(await undo(world.parts, step('void'))).toEqual(eur(0));
    expect(world.accountOf(keyA)).toMatchObject({ status: 'voided' });
    await expect(capture(world.parts, step('capture'))).rejects.toMatchObject(code('payment.voided'));
    await expect(authorize(world.parts, authorizeRequest())).rejects.toMatchObject(code('payment.voided'));
    expect(world.stateOf(orderId)?.state.ledger.map((l) => l.kind)).toEqual(['authorized', 'voided']);
  });

  it.each(['lost', 'silent', 'flaky'])('resolves an uncertain attempt (%s) by asking', async (scenario) => {
    const world = createWorld();
    await expect(authorize(world.parts, authorizeRequest(scenario))).rejects.toThrow();
    await undo(world.parts, step('void'));
    expect(world.stateOf(orderId)?.state.attempts).toMatchObject([{ status: 'voided' }]);
    expect(world.accountOf(keyA)).toMatchObject({ status: 'voided' });
    expect(sumsOf(world.stateOf(orderId)!.state)).toEqual({ authorized: 0, captured: 0, refunded: 0 });
  });

  it('gives back what was taken, once, and says so once', async () => {
    const world = await captured();
    expect(await undo(world.parts, step('void'))).toEqual(eur(1000));
    expect(await undo(world.parts, step('void'))).toEqual(eur(1000));
    expect(world.publisher.of(paymentRefunded)).toMatchObject([{ amount: eur(1000) }]);
    expect(world.accountOf(keyA)).toMatchObject({ refunds: { [`${keyA}:void`]: 1000 } });
  });

  it('gives back what is left after a part went back', async () => {
    const world = await captured();
    await refund(world.parts, refundStep('refund-1', 300));
    expect(await undo(world.parts, step('void'))).toEqual(eur(700));
  });

  it('gives back a capture whose answer was lost', async () => {
    const world = createWorld();
    await authorize(world.parts, authorizeRequest('capturelost'));
    await expect(capture(world.parts, step('capture'))).rejects.toMatchObject(code('dependency.timeout'));
    expect(await undo(world.parts, step('void'))).toEqual(eur(1000));
    expect(world.publisher.topics).toEqual(['payment-captured-v1', 'payment-refunded-v1']);
    expect(sumsOf(world.stateOf(orderId)!.state)).toEqual({ authorized: 1000, captured: 1000, refunded: 1000 });
  });

  it('finishes a refund that was promised and never settled', async () => {
    const world = await captured();
    world.store.failNext('replace', 'unavailable', { subject: `provider:${keyA}` });
    await expect(refund(world.parts, refundStep('refund-1', 300))).rejects.toMatchObject(
      code('dependency.unavailable'),
    );
    expect(await undo(world.parts, step('void'))).toEqual(eur(700));
    expect(await refund(world.parts, refundStep('refund-1', 300))).toEqual(eur(300));
    expect(sumsOf(world.stateOf(orderId)!.state).refunded).toBe(1000);
  });

  it('leaves a decline as it is', async () => {
    const world = createWorld();
    await expect(authorize(world.parts, authorizeRequest('declined'))).rejects.toMatchObject(code('payment.declined'));
    await undo(world.parts, step('void'));
    expect(world.stateOf(orderId)?.state.attempts).toMatchObject([{ status: 'declined' }]);
  });

  it('wins over an authorisation whose answer comes late: nothing is held', async () => {
    const providerClock = new StoppedClock();
    const world = createWorld({ providerClock, providerTimeoutMs: 30 });
    await expect(authorize(world.parts, authorizeRequest('late'))).rejects.toMatchObject(code('dependency.timeout'));
    expect(world.accountOf(keyA)).toMatchObject({ status: 'authorized' });
    await undo(world.parts, step('void'));
    providerClock.wake();
    expect(world.accountOf(keyA)).toMatchObject({ status: 'voided' });
    await expect(authorize(world.parts, authorizeRequest('late'))).rejects.toMatchObject(code('payment.voided'));
  });

  it('refuses the outcome of an authorisation that was undone while the provider thought', async () => {
    const providerClock = new StoppedClock();
    const world = createWorld({ providerClock });
    const late = authorize(world.parts, authorizeRequest('late'));
    while (world.accountOf(keyA) === undefined) await new Promise((resolve) => setImmediate(resolve));
    await undo(world.parts, step('void'));
    providerClock.wake();
    await expect(late).rejects.toMatchObject(code('payment.voided'));
    expect(world.stateOf(orderId)?.state.attempts).toMatchObject([{ status: 'voided' }]);
  });

  it.each(Array.from({ length: 12 }, (_, turns) => turns))(
    'and a capture at the same time leave nothing taken (capture %i turns ahead)',
    async (turns) => {
      const world = createWorld();
      await authorize(world.parts, authorizeRequest());
      const late = capture(world.parts, step('capture')).catch(() => undefined);
      for (let i = 0; i < turns; i += 1) await Promise.resolve();
      await undo(world.boot(), step('void'));
      await late;
      const { captured: taken, refunded } = sumsOf(world.stateOf(orderId)!.state);
      expect(taken).toBe(refunded);
      expect(keptOf(world.accountOf(keyA))).toBe(0);
    },
  );
});

describe('refund', () => {
  it('gives back in parts, never above what was captured', async () => {
    const world = await captured();
    expect(await refund(world.parts, refundStep('r1', 600))).toEqual(eur(600));
    await expect(refund(world.parts, refundStep('r2', 401))).rejects.toMatchObject(code('payment.refund_exceeded'));
    expect(await refund(world.parts, refundStep('r2', 400))).toEqual(eur(400));
    expect(world.publisher.of(paymentRefunded).map((e) => e.amount.amount)).toEqual([600, 400]);
  });

  it('is done once per key', async () => {
    const world = await captured();
    await Promise.all(Array.from({ length: 4 }, () => refund(world.parts, refundStep('r1', 600))));
    expect(sumsOf(world.stateOf(orderId)!.state).refunded).toBe(600);
    await expect(refund(world.parts, refundStep('r1', 5))).rejects.toMatchObject(code('idempotency.key_reused'));
  });

  it('answers a repetition from its record, without asking the provider', async () => {
    const world = await captured();
    await refund(world.parts, refundStep('r1', 400));
    world.store.failNext('get', 'unavailable', { subject: `provider:${keyA}` });
    expect(await refund(world.parts, refundStep('r1', 400))).toEqual(eur(400));
  });

  it('of two at the same time that are too much together, one is refused', async () => {
    const world = await captured();
    const settled = await Promise.allSettled(['r1', 'r2'].map((r) => refund(world.boot(), refundStep(r, 600))));
    expect(settled.map((s) => s.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(world.accountOf(keyA)?.refunds).toSatisfy((refunds: object) => Object.keys(refunds).length === 1);
  });

  it('knows promised money as spent while the provider is away', async () => {
    const world = await captured();
    world.store.failNext('replace', 'unavailable', { subject: `provider:${keyA}` });
    await expect(refund(world.parts, refundStep('r1', 600))).rejects.toMatchObject(code('dependency.unavailable'));
    await expect(refund(world.parts, refundStep('r2', 600))).rejects.toMatchObject(code('payment.refund_exceeded'));
  });

  it.each([
    ['an unknown payment', { authorizeKey: 'x' }, 'payment.not_found'],
    ['another currency', { amount: { amount: 1, currency: 'USD' as const } }, 'request.invalid'],
    ['nothing', { amount: eur(0) }, 'request.invalid'],
  ])('is refused for %s', async (_, over, expected) => {
    const world = await captured();
    await expect(refund(world.parts, { ...refundStep('r', 1), ...over })).rejects.toMatchObject(code(expected));
  });

  it('is refused while the money is only held', async () => {
    const world = createWorld();
    await authorize(world.parts, authorizeRequest());
    await expect(refund(world.parts, refundStep('r', 1))).rejects.toMatchObject(code('payment.refund_exceeded'));
  });
});
