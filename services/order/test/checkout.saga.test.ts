import { paymentApi } from '@mercato/contracts/payment';
import { productApi } from '@mercato/contracts/product';
import { shippingApi } from '@mercato/contracts/shipping';
import { DomainError } from '@mercato/kit/errors';
import { describe, expect, it } from 'vitest';
import { checkoutOutcome } from '../src/domain/checkout-outcome.ts';
import { takeUp } from '../src/domain/checkout-progress.ts';
import { acceptance, imbalances, makeWorld } from './world.ts';

const steps = [
  { step: 'reserve-stock', route: productApi.reserve, undo: 'releaseStock', code: 'stock.insufficient' },
  { step: 'authorize-payment', route: paymentApi.authorize, undo: 'voidAuthorized', code: 'payment.declined' },
  { step: 'book-shipment', route: shippingApi.book, undo: 'cancelShipment', code: 'shipping.region_unserved' },
  { step: 'capture-payment', route: paymentApi.capture, undo: 'voidAuthorized', code: 'payment.processing_error' },
] as const;
const confirm = { step: 'confirm-order', route: productApi.commit };
const happy = ['reserveStock', 'authorizePayment', 'bookShipment', 'captureAuthorized', 'commitStock'];
const undosFrom = (i: number): readonly string[] =>
  steps
    .slice(0, i + 1)
    .map((s) => s.undo)
    .toReversed();
const events = ['order-placed-v1', 'order-confirmed-v1'];
const cancelEvents = ['order-placed-v1', 'order-cancelled-v1'];
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

describe.each(steps.map((s, i) => ({ ...s, i })))('$step', ({ route, code, i, step }) => {
  it.each([
    ['refused', new DomainError(code, 'no'), code],
    ['timed out but done', 'lostAnswer', 'order.timed_out'],
    ['timed out and not done', 'notDone', 'order.timed_out'],
  ] as const)('%s: undone from there, last first', async (_, fault, expected) => {
    const w = makeWorld();
    w.invoker.failNext(route, fault);
    const order = await w.buy();
    expect(w.calls()).toEqual([...happy.slice(0, i + 1), ...undosFrom(i)]);
    expect(order).toMatchObject({ status: 'cancelled', cancellation: { code: expected } });
    expect(topics(w)).toEqual(cancelEvents);
    expect(w.checkouts).toEqual([checkoutOutcome(expected)]);
    expect(imbalances(w)).toEqual([]);
  });

  it('unavailable for a moment: done when the message comes again', async () => {
    const w = makeWorld();
    w.invoker.failNext(route, 'unavailable', { times: 2 });
    const order = await w.buy();
    expect(order.status).toBe('processing');
    expect(w.broker.returned).toHaveLength(2);
    expect(w.calls()).toEqual([...happy.slice(0, i), ...Array<string>(2).fill(route.id), ...happy.slice(i)]);
    expect(order.timeline.filter((e) => e.outcome === 'failed')).toHaveLength(1);
    expect(imbalances(w)).toEqual([]);
  });

  it('unavailable for too long: given up and undone', async () => {
    const w = makeWorld();
    w.invoker.failNext(route, 'unavailable', { times: 100 });
    const order = await w.buy();
    expect(order).toMatchObject({ status: 'cancelled', cancellation: { code: 'order.timed_out' } });
    expect(w.clock.now() - Date.parse(order.placedAt)).toBeGreaterThanOrEqual(120_000);
    expect(w.calls().slice(-(i + 1))).toEqual(undosFrom(i));
    expect(imbalances(w)).toEqual([]);
  });

  it('done late, after it was undone: refused by its tombstone', async () => {
    const w = makeWorld();
    w.invoker.failNext(route, 'notDone');
    await w.buy();
    const late = w.invoker.calls.find((call) => call.route === route.id);
    const answer = await w.invoker.call(late?.app ?? 'product', route, late?.input as never);
    expect(answer).toMatchObject({ verdict: 'refused' });
    expect(imbalances(w)).toEqual([]);
  });

  it('whose undo fails is undone when the message comes again', async () => {
    const w = makeWorld();
    w.invoker.failNext(route, new DomainError(code, 'no'));
    const undo = {
      releaseStock: productApi.release,
      voidAuthorized: paymentApi.void,
      cancelShipment: shippingApi.cancel,
    };
    w.invoker.failNext(undo[steps[i]?.undo ?? 'releaseStock'], 'lostAnswer', { times: 2 });
    expect(await w.buy()).toMatchObject({ status: 'cancelled', cancellation: { code } });
    expect(w.order().checkout.steps[step]?.undo).toMatchObject({ tries: 2, outcome: 'done' });
    expect(imbalances(w)).toEqual([]);
  });
});

describe('confirm-order', () => {
  it.each([
    ['refused', new DomainError('reservation.closed', 'no')],
    ['timed out but done', 'lostAnswer'],
    ['timed out and not done', 'notDone'],
    ['unavailable', 'unavailable'],
  ] as const)('%s: only asked again', async (_, fault) => {
    const w = makeWorld();
    w.invoker.failNext(confirm.route, fault, { times: 2 });
    expect((await w.buy()).status).toBe('processing');
    expect(w.calls()).toEqual([...happy.slice(0, 4), 'commitStock', 'commitStock', 'commitStock']);
    expect(imbalances(w)).toEqual([]);
  });
});

describe('a crash', () => {
  const points = ['before-intent', 'after-intent', 'after-effect'];
  const all = [...steps, confirm];
  const places = all.flatMap(({ step }) => points.map((point) => `${point}:${step}`));

  it.each([...places, 'before-ack:order-1'])('at %s: the order completes, charged once', async (where) => {
    const w = makeWorld();
    w.crash(where);
    expect((await w.buy()).status).toBe('processing');
    expect(w.broker.returned).toHaveLength(where.includes('ack') ? 1 : w.broker.returned.length);
    expect(w.broker.returned.length).toBeGreaterThan(0);
    expect(new Set(topics(w))).toEqual(new Set(events));
    expect(w.payment.statement).toEqual(['-2999']);
    expect(imbalances(w)).toEqual([]);
  });

  const undos = steps.slice(0, 3).flatMap(({ step }) => points.map((point) => `${point}:undo:${step}`));
  it.each(undos)('at %s: the order is undone all the same', async (where) => {
    const w = makeWorld();
    w.invoker.failNext(shippingApi.book, new DomainError('shipping.region_unserved', 'no'), { times: 2 });
    w.crash(where);
    expect((await w.buy()).cancellation?.code).toBe('shipping.region_unserved');
    expect(w.payment.statement).toEqual([]);
    expect(imbalances(w)).toEqual([]);
  });
});

describe('a write of the order', () => {
  const writes = [1, 2, 3, 4, 5, 6, 7];
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
  expect(w.parked).toEqual(new Set(['order-1']));
  expect(w.errorsLogged).toHaveLength(1);
  expect(w.order().status).toBe('pending');
  await w.broker.deliver(w.checkoutCommand());
  expect(w.order().checkout.parked).toBeDefined();
  await w.broker.deliver(w.checkoutCommand());
  expect(w.order().status).toBe('cancelled');
  expect(w.parked.size).toBe(0);
  expect(imbalances(w)).toEqual([]);
});

it('lets any number of runners work on one order', async () => {
  const w = makeWorld();
  const command = w.checkoutCommand();
  await Promise.all(
    [1, 2, 3, 4].map(() => {
      w.deps = w.start();
      return w.broker.deliver(command);
    }),
  );
  await w.buy();
  expect(w.order().status).toBe('processing');
  expect(w.payment.statement).toEqual(['-2999']);
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
