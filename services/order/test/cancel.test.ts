import { paymentApi } from '@mercato/contracts/payment';
import { productApi } from '@mercato/contracts/product';
import { orderCancelled } from '@mercato/contracts/order';
import { describe, expect, it } from 'vitest';
import { resultOf } from '../src/domain/results.ts';
import { acceptance, imbalances, makeWorld, type World } from './world.ts';

const undoOfConfirmed = ['cancelShipment', 'refundCaptured', 'releaseStock'];
const cancelled = { status: 'cancelled', cancellation: { code: 'order.cancelled_by_customer' } } as const;

describe('before the checkout began', () => {
  it('stores the order cancelled; a checkout that comes later ends there', async () => {
    const w = makeWorld();
    await w.deps.acceptances.keep(acceptance());
    expect(await w.broker.deliver(w.cancelCommand())).toBe(true);
    expect(w.order()).toMatchObject({ ...cancelled, lines: [], total: null });
    expect(resultOf(w.order(), 'cancel-1')).toMatchObject({ code: null });
    await w.buy();
    expect(w.calls()).toEqual([]);
    expect(w.publisher.topics.filter((t) => t.startsWith('order-c') || t.startsWith('order-p'))).toEqual([
      'order-placed-v1',
      'order-cancelled-v1',
      'order-checkout-v1',
    ]);
    expect(imbalances(w)).toEqual([]);
  });

  it('races with the checkout for the first write, and either way ends cancelled', async () => {
    const w = makeWorld();
    await w.deps.acceptances.keep(acceptance());
    const other = w.start();
    const [first] = await Promise.all([
      w.broker.deliver(w.checkoutCommand()),
      (async () => {
        w.deps = other;
        return w.broker.deliver(w.cancelCommand());
      })(),
    ]);
    expect(first).toBe(true);
    await w.buy();
    await w.broker.settle();
    expect(w.order()).toMatchObject(cancelled);
    expect(imbalances(w)).toEqual([]);
  });

  it('of an order that nobody accepted is refused', async () => {
    const w = makeWorld();
    expect(await w.broker.deliver(w.cancelCommand())).toBe(true);
    expect(w.store.keys).toEqual([]);
  });
});

describe('during the checkout', () => {
  it('asked for over and over while nobody runs it: the order stays small', async () => {
    const w = makeWorld();
    w.invoker.failNext(paymentApi.authorize, 'unavailable');
    await w.broker.deliver(w.checkoutCommand());
    for (let i = 1; i <= 40; i += 1) await w.broker.deliver(w.cancelCommand(`cancel-${i}`));
    expect(w.order().cancelRequests).toHaveLength(16);
    await w.buy();
    expect(resultOf(w.order(), 'cancel-40')).toMatchObject({ code: null });
  });

  it('while nobody runs it: the next runner undoes it', async () => {
    const w = makeWorld();
    w.invoker.failNext(paymentApi.authorize, 'unavailable');
    await w.broker.deliver(w.checkoutCommand());
    await w.broker.deliver(w.cancelCommand());
    expect(w.order().status).toBe('pending');
    await w.buy();
    expect(w.calls()).toEqual(['reserveStock', 'authorizePayment', 'voidAuthorized', 'releaseStock']);
    expect(w.order()).toMatchObject(cancelled);
  });

  it('of an order that waits for a person past the point of no return is refused', async () => {
    const w = makeWorld();
    w.invoker.failNext(productApi.commit, 'unavailable', { times: 3 });
    await w.buy();
    expect(w.order().checkout.parked).toBeDefined();
    await w.broker.deliver(w.cancelCommand());
    expect(resultOf(w.order(), 'cancel-1')).toMatchObject({ code: 'order.not_cancellable' });
    expect(w.order()).toMatchObject({ status: 'processing', checkout: { end: 'done' } });
    expect(await w.parked()).toBe(0);
  });

  it('of an order whose undo was given up has it tried again', async () => {
    const w = makeWorld();
    w.invoker.failNext(paymentApi.void, 'unavailable', { times: 3 });
    await w.buy(acceptance({ paymentToken: 'tok_declined_visa_0002_1' }));
    expect(w.order()).toMatchObject({ status: 'pending', checkout: { parked: {} } });
    expect(await w.broker.deliver(w.cancelCommand())).toBe(true);
    expect(w.order()).toMatchObject({ status: 'cancelled', cancellation: { code: 'payment.declined' } });
    expect(resultOf(w.order(), 'cancel-1')).toMatchObject({ code: null });
    expect(await w.parked()).toBe(0);
    expect(imbalances(w)).toEqual([]);
  });
});

describe('after the confirmation', () => {
  const confirmed = async (): Promise<World> => {
    const w = makeWorld();
    await w.buy();
    w.invoker.calls.length = 0;
    return w;
  };
  const cancel = async (w: World, commandId = 'cancel-1'): Promise<void> => {
    await w.publisher.publish(w.cancelCommand(commandId));
    await w.broker.settle();
  };

  it('calls the parcel back, refunds, returns the stock, and says so', async () => {
    const w = await confirmed();
    await cancel(w);
    expect(w.calls()).toEqual(undoOfConfirmed);
    expect(w.order()).toMatchObject(cancelled);
    expect(w.publisher.of(orderCancelled)[0]).toMatchObject({ refunded: { amount: 2_999 }, total: { amount: 2_999 } });
    expect(resultOf(w.order(), 'cancel-1')).toMatchObject({ code: null });
    expect(imbalances(w)).toEqual([]);
  });

  it('refunds only what earlier refunds left', async () => {
    const w = await confirmed();
    await w.publisher.publish(w.refundCommand('r1', 999));
    await w.broker.settle();
    await cancel(w);
    expect(w.payment.statement).toEqual(['-2999', '+999', '+2000']);
    expect(w.publisher.of(orderCancelled)[0]?.refunded?.amount).toBe(2_999);
    expect(imbalances(w)).toEqual([]);
  });

  it('asks payment for nothing when nothing is left', async () => {
    const w = await confirmed();
    await w.publisher.publish(w.refundCommand('r1'));
    await w.broker.settle();
    await cancel(w);
    expect(w.payment.statement).toEqual(['-2999', '+2999']);
    expect(imbalances(w)).toEqual([]);
  });

  it('is refused once the parcel has left, and changes nothing but the timeline', async () => {
    const w = await confirmed();
    w.shipping.parcels.set('order-1', 'dispatched');
    await cancel(w);
    expect(w.calls()).toEqual(['cancelShipment']);
    expect(w.order()).toMatchObject({ status: 'processing', cancellation: null, cancel: null });
    expect(resultOf(w.order(), 'cancel-1')).toMatchObject({ code: 'order.not_cancellable' });
    expect(w.order().timeline).toContainEqual(expect.objectContaining({ name: 'cancel-shipment', outcome: 'refused' }));
    expect(await w.parked()).toBe(0);
    expect(imbalances(w)).toEqual([]);
  });

  it.each(['shipped', 'delivered'] as const)('is refused for an order that is %s', async (status) => {
    const w = await confirmed();
    w.shipping.parcels.set('order-1', status === 'shipped' ? 'ready' : 'dispatched');
    if (status === 'delivered') w.shipping.parcels.set('order-1', 'ready');
    for (const s of ['shipped', 'delivered'] as const) {
      if (w.order().status !== status) await w.broker.deliver(w.statusCommand(s));
    }
    w.invoker.calls.length = 0;
    await cancel(w);
    expect(w.calls()).toEqual([]);
    expect(resultOf(w.order(), 'cancel-1')).toMatchObject({ code: 'order.not_cancellable' });
  });

  it('twice is once: the second is answered like the first', async () => {
    const w = await confirmed();
    await cancel(w);
    await cancel(w);
    await cancel(w, 'cancel-2');
    expect(w.calls()).toEqual(undoOfConfirmed);
    expect(resultOf(w.order(), 'cancel-2')).toMatchObject({ code: null });
    expect(w.publisher.topics.filter((t) => t === 'order-cancelled-v1')).toHaveLength(1);
  });

  it('waits for a refund under way, so that no money is given back twice', async () => {
    const w = await confirmed();
    w.invoker.failNext(paymentApi.refund, 'unavailable');
    await w.broker.deliver(w.refundCommand('r1', 999));
    expect(await w.broker.deliver(w.cancelCommand())).toBe(false);
    await w.broker.deliver(w.refundCommand('r1', 999));
    await cancel(w);
    expect(w.payment.statement).toEqual(['-2999', '+999', '+2000']);
  });
});
