import { paymentApi } from '@mercato/contracts/payment';
import { shippingApi } from '@mercato/contracts/shipping';
import { DomainError } from '@mercato/kit/errors';
import { describe, expect, it } from 'vitest';
import { checkoutOutcome } from '../src/domain/checkout-outcome.ts';
import { takeUp } from '../src/domain/checkout-progress.ts';
import { acceptance, imbalances, makeWorld } from './world.ts';

const happy = ['reserveStock', 'authorizePayment', 'bookShipment', 'captureAuthorized', 'commitStock'];
const events = ['order-placed-v1', 'order-confirmed-v1'];
const topics = (w: ReturnType<typeof makeWorld>) => w.publisher.topics.filter((t) => t !== 'order-checkout-v1');

it('buys: five calls, all of it paid and sold', async () => {
  const w = makeWorld();
  const order = await w.buy();
  expect(w.calls()).toEqual(happy);
  expect(order).toMatchObject({ status: 'processing', total: { amount: 2_999, currency: 'EUR' } });
  expect(order.payment).toMatchObject({ token: null, paymentId: 'pay-order-1', captured: { amount: 2_999 } });
  expect(topics(w)).toEqual(events);
  expect(w.checkouts).toEqual(['confirmed']);
  expect(imbalances(w)).toEqual([]);
});

it('tells of failures that repeat only the first', async () => {
  const w = makeWorld();
  w.invoker.failNext(shippingApi.book, 'unavailable', { times: 3 });
  const order = await w.buy();
  expect(order.status).toBe('processing');
  expect(w.broker.returned).toHaveLength(3);
  expect(order.timeline.filter((e) => e.outcome === 'failed')).toHaveLength(1);
});

it('tells of a failure that turned it back, although it was not the first', async () => {
  const w = makeWorld();
  w.invoker.failNext(shippingApi.book, 'unavailable', { times: 2 });
  w.invoker.failNext(shippingApi.book, 'notDone');
  const { timeline } = await w.buy();
  const booked = timeline.filter((e) => e.kind === 'step' && e.name === 'book-shipment');
  expect(booked.map((e) => e.outcome)).toEqual(['failed', 'uncertain']);
});

it('gives up no sooner than two minutes after the order was accepted', async () => {
  const w = makeWorld();
  w.invoker.failNext(shippingApi.book, 'unavailable', { times: 100 });
  const order = await w.buy();
  expect(order).toMatchObject({ status: 'cancelled', cancellation: { code: 'order.timed_out' } });
  expect(w.clock.now() - Date.parse(order.placedAt)).toBeGreaterThanOrEqual(120_000);
  expect(imbalances(w)).toEqual([]);
});

it.each([
  [new DomainError('payment.declined', 'no'), 'payment.declined'],
  ['lostAnswer', 'order.timed_out'],
] as const)('says why an order ended: %s', async (fault, code) => {
  const w = makeWorld();
  w.invoker.failNext(paymentApi.authorize, fault);
  expect(await w.buy()).toMatchObject({ status: 'cancelled', cancellation: { code } });
  expect(w.checkouts).toEqual([checkoutOutcome(code)]);
  expect(topics(w)).toEqual(['order-placed-v1', 'order-cancelled-v1']);
});

it('counts how often an undo was tried', async () => {
  const w = makeWorld();
  w.invoker.failNext(shippingApi.book, new DomainError('shipping.region_unserved', 'no'));
  w.invoker.failNext(shippingApi.cancel, 'lostAnswer', { times: 2 });
  const order = await w.buy();
  expect(order).toMatchObject({ status: 'cancelled', cancellation: { code: 'shipping.region_unserved' } });
  expect(order.checkout.steps['book-shipment']?.undo).toMatchObject({ tries: 2, outcome: 'done' });
  expect(imbalances(w)).toEqual([]);
});

describe('a write of the order', () => {
  const writes = [1, 2, 3, 4];
  it.each(
    writes.flatMap((n) => (['conflict', 'lostAnswer', 'notDone', 'unavailable'] as const).map((f) => [n, f] as const)),
  )('number %i that ends in %s is made good', async (n, fault) => {
    const w = makeWorld();
    if (n === 1) w.store.failNext('create', fault, { subject: 'order:order-1' });
    // A conflict makes the one writer there is try again: the faults before the last only move it on.
    else failNth(w, n - 1, fault);
    expect((await w.buy()).status).toBe('processing');
    expect(w.store.faults.pending).toEqual([]);
    expect(w.payment.statement).toEqual(['-2999']);
    expect(imbalances(w)).toEqual([]);
  });
});

const failNth = (
  w: ReturnType<typeof makeWorld>,
  nth: number,
  fault: 'conflict' | 'lostAnswer' | 'notDone' | 'unavailable',
) => {
  let seen = 0;
  const replace = w.store.replace.bind(w.store);
  w.store.replace = (key, value, etag) => {
    if (key === 'order:order-1') seen += 1;
    if (key === 'order:order-1' && seen === nth) w.store.failNext('replace', fault, { subject: key });
    return replace(key, value, etag);
  };
};

describe('publishing', () => {
  it.each(['order-placed-v1', 'order-confirmed-v1', 'order-cancelled-v1'])(
    '%s is owed until it is out',
    async (topic) => {
      const w = makeWorld();
      w.publisher.failNext('unavailable', { subject: topic, times: 3 });
      await w.buy(acceptance(topic.includes('cancelled') ? { paymentToken: 'tok_declined_visa_0002_1' } : {}));
      expect(topics(w).filter((t) => t === topic)).toHaveLength(1);
      expect(w.publisher.faults.pending).toEqual([]);
      expect(imbalances(w)).toEqual([]);
    },
  );
});

it('refuses a total that is not the expected one, and gives the stock back', async () => {
  const w = makeWorld();
  const order = await w.buy(acceptance({ expectedTotal: { amount: 2_998, currency: 'EUR' } }));
  expect(order.cancellation).toMatchObject({
    code: 'order.total_changed',
    detail: 'The total is 29.99 EUR, not 29.98 EUR',
  });
  expect(w.calls()).toEqual(['reserveStock', 'releaseStock']);
  expect(imbalances(w)).toEqual([]);
});

it('parks an order whose undo keeps failing, loudly, and ends it once the message is sent again', async () => {
  const w = makeWorld();
  w.invoker.failNext(paymentApi.void, 'unavailable', { times: 4 });
  await w.buy(acceptance({ paymentToken: 'tok_declined_visa_0002_1' }));
  expect(w.order().checkout.parked?.reason).toContain('undo authorize-payment');
  expect(await w.parked()).toBe(1);
  expect(w.errorsLogged).toHaveLength(1);
  expect(w.order().status).toBe('pending');
  await w.broker.deliver(w.checkoutCommand());
  expect(w.order().checkout.parked).toBeDefined();
  await w.broker.deliver(w.checkoutCommand());
  expect(w.order().status).toBe('cancelled');
  expect(await w.parked()).toBe(0);
  expect(imbalances(w)).toEqual([]);
});

it('does nothing for a duplicate of an ended order', async () => {
  const w = makeWorld();
  await w.buy();
  const before = w.calls().length;
  const writes = w.store.writes;
  expect(await w.broker.deliver(w.checkoutCommand())).toBe(true);
  expect(w.calls()).toHaveLength(before);
  expect(w.store.writes).toBe(writes);
});

it('refuses a command of another request under the same order', async () => {
  const w = makeWorld();
  await w.buy();
  const other = w.deps.checkout.run('order-1', (order, at) => takeUp(order, acceptance({ requestHash: 'other' }), at));
  await expect(other).rejects.toMatchObject({ code: 'idempotency.key_reused' });
  expect(await w.broker.deliver(w.checkoutCommand(acceptance({ requestHash: 'other' })))).toBe(true);
});
