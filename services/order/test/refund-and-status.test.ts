import { paymentApi } from '@mercato/contracts/payment';
import { shippingApi, shipmentDelivered, shipmentDispatched } from '@mercato/contracts/shipping';
import { DomainError } from '@mercato/kit/errors';
import { outgoing } from '@mercato/kit/messaging';
import { describe, expect, it } from 'vitest';
import { refundedOf } from '../src/domain/money-back.ts';
import { resultOf } from '../src/domain/results.ts';
import { imbalances, makeWorld, type World } from './world.ts';

const bought = async (): Promise<World> => {
  const w = makeWorld();
  await w.buy();
  return w;
};
const parcel = (contract: typeof shipmentDispatched | typeof shipmentDelivered, version: number) =>
  outgoing(
    contract,
    {
      shipmentId: 's1',
      orderId: 'order-1',
      userId: 'ada',
      version,
      carrier: 'Swift',
      trackingNumber: 'SW1',
      region: 'CH',
      at: '2026-01-01T00:00:00.000Z',
    },
    { distinct: version, time: '2026-01-01T00:00:00.000Z' },
  );

describe('a refund', () => {
  it('in parts gives back at most what was captured', async () => {
    const w = await bought();
    for (const [id, amount] of [
      ['r1', 1_000],
      ['r2', 1_500],
      ['r3', 500],
    ] as const) {
      await w.broker.deliver(w.refundCommand(id, amount));
    }
    expect(w.payment.statement).toEqual(['-2999', '+1000', '+1500']);
    expect(resultOf(w.order(), 'r3')).toMatchObject({
      code: 'order.refund_exceeded',
      detail: 'At most 4.99 EUR can be refunded',
    });
    expect(refundedOf(w.order())?.amount).toBe(2_500);
    expect(imbalances(w)).toEqual([]);
  });

  it('without an amount gives back all that is left, once', async () => {
    const w = await bought();
    await w.broker.deliver(w.refundCommand('r1', 999));
    await w.broker.deliver(w.refundCommand('r2'));
    await w.broker.deliver(w.refundCommand('r2'));
    expect(w.payment.statement).toEqual(['-2999', '+999', '+2000']);
    await w.broker.deliver(w.refundCommand('r3'));
    expect(resultOf(w.order(), 'r3')?.code).toBe('order.refund_exceeded');
  });

  it.each(['lostAnswer', 'notDone', 'unavailable'] as const)('whose call ends in %s is given once', async (fault) => {
    const w = await bought();
    w.invoker.failNext(paymentApi.refund, fault, { times: 2 });
    await w.publisher.publish(w.refundCommand('r1', 999));
    await w.broker.settle();
    expect(w.payment.statement).toEqual(['-2999', '+999']);
    expect(imbalances(w)).toEqual([]);
  });

  it('that payment refuses frees the amount again', async () => {
    const w = await bought();
    w.invoker.failNext(paymentApi.refund, new DomainError('payment.refund_exceeded', 'no'));
    await w.broker.deliver(w.refundCommand('r1'));
    expect(resultOf(w.order(), 'r1')?.code).toBe('payment.refund_exceeded');
    await w.broker.deliver(w.refundCommand('r2'));
    expect(w.payment.statement).toEqual(['-2999', '+2999']);
  });

  it('two at once cannot give the same money', async () => {
    const w = await bought();
    await Promise.all(['r1', 'r2'].map((id) => w.broker.deliver(w.refundCommand(id, 2_000))));
    expect(w.calls().filter((route) => route === 'refundCaptured')).toHaveLength(1);
    expect(w.payment.statement).toEqual(['-2999', '+2000']);
  });

  it('waits for a cancellation under way', async () => {
    const w = await bought();
    w.invoker.failNext(paymentApi.refund, 'unavailable');
    await w.broker.deliver(w.cancelCommand());
    expect(await w.broker.deliver(w.refundCommand('r1'))).toBe(false);
  });

  it('of an order that is not there is never acknowledged: a person must see it', async () => {
    const w = makeWorld();
    expect(await w.broker.deliver(w.refundCommand('r1'))).toBe(false);
  });

  it('waits for a checkout that has not ended', async () => {
    const w = makeWorld();
    w.invoker.failNext(paymentApi.authorize, 'unavailable');
    await w.broker.deliver(w.checkoutCommand());
    expect(await w.broker.deliver(w.refundCommand('r1'))).toBe(false);
  });

  it('of a cancelled order is refused', async () => {
    const w = await bought();
    await w.broker.deliver(w.cancelCommand());
    await w.broker.deliver(w.refundCommand('r1'));
    expect(resultOf(w.order(), 'r1')?.code).toBe('order.refund_exceeded');
  });
});

describe('a parcel', () => {
  it('that left and arrived moves the order', async () => {
    const w = await bought();
    await w.broker.deliver(parcel(shipmentDispatched, 3));
    expect(w.order().status).toBe('shipped');
    await w.broker.deliver(parcel(shipmentDelivered, 4));
    expect(w.order().status).toBe('delivered');
    expect(w.reached.toSorted()).toEqual(['delivered', 'pending', 'processing', 'shipped']);
  });

  it('whose arrival is heard of first counts as left too; what comes late or twice is ignored', async () => {
    const w = await bought();
    await w.broker.deliver(parcel(shipmentDelivered, 4));
    const statuses = w
      .order()
      .timeline.filter((e) => e.kind === 'status')
      .map((e) => e.name);
    expect(statuses).toEqual(['pending', 'processing', 'shipped', 'delivered']);
    const writes = w.store.writes;
    await w.broker.deliver(parcel(shipmentDispatched, 3));
    await w.broker.deliver(parcel(shipmentDelivered, 4));
    expect(w.order().status).toBe('delivered');
    expect(w.store.writes).toBe(writes);
  });

  it('of a cancelled order leaves a note, once', async () => {
    const w = await bought();
    await w.broker.deliver(w.cancelCommand());
    await w.broker.deliver(parcel(shipmentDispatched, 3));
    await w.broker.deliver(parcel(shipmentDispatched, 3));
    expect(w.order().status).toBe('cancelled');
    expect(w.order().timeline.filter((e) => e.name === 'shipped')).toHaveLength(1);
  });

  it('of an order not confirmed yet has its message come again', async () => {
    const w = makeWorld();
    expect(await w.broker.deliver(parcel(shipmentDispatched, 3))).toBe(false);
  });
});

describe('a status set by hand', () => {
  it('moves the parcel, then the order', async () => {
    const w = await bought();
    await w.broker.deliver(w.statusCommand('shipped'));
    expect([w.order().status, w.shipping.parcels.get('order-1')]).toEqual(['shipped', 'dispatched']);
    await w.broker.deliver(w.statusCommand('delivered'));
    expect([w.order().status, w.shipping.parcels.get('order-1')]).toEqual(['delivered', 'delivered']);
    expect(resultOf(w.order(), 'set-delivered')).toMatchObject({ code: null });
  });

  it('waits for a parcel that is about to be released', async () => {
    const w = await bought();
    w.shipping.parcels.set('order-1', 'held');
    w.invoker.failNext(shippingApi.dispatch, new DomainError('shipment.not_released', 'held'), { times: 2 });
    w.shipping.parcels.set('order-1', 'ready');
    expect(await w.broker.deliver(w.statusCommand('shipped'))).toBe(true);
    w.shipping.parcels.set('order-1', 'held');
    expect(w.order().status).toBe('shipped');
  });

  it('has its message come again when that takes too long', async () => {
    const w = await bought();
    w.shipping.parcels.set('order-1', 'held');
    expect(await w.broker.deliver(w.statusCommand('shipped'))).toBe(false);
  });

  it('is refused where the order cannot go', async () => {
    const w = await bought();
    await w.broker.deliver(w.statusCommand('delivered'));
    expect(resultOf(w.order(), 'set-delivered')?.code).toBe('order.status_conflict');
    await w.broker.deliver(w.statusCommand('shipped'));
    await w.broker.deliver(w.statusCommand('shipped', 'again'));
    expect(resultOf(w.order(), 'again')?.code).toBeNull();
  });

  it('is refused where shipping refuses', async () => {
    const w = await bought();
    w.invoker.failNext(shippingApi.dispatch, new DomainError('shipment.cancelled', 'The parcel was cancelled'));
    await w.broker.deliver(w.statusCommand('shipped'));
    expect(resultOf(w.order(), 'set-shipped')).toMatchObject({
      code: 'order.status_conflict',
      detail: 'The parcel was cancelled',
    });
    expect(w.order().status).toBe('processing');
  });

  it('survives a lost answer of shipping', async () => {
    const w = await bought();
    w.invoker.failNext(shippingApi.dispatch, 'lostAnswer');
    await w.publisher.publish(w.statusCommand('shipped'));
    await w.broker.settle();
    expect(w.order().status).toBe('shipped');
  });

  it('and a cancellation at the same time: shipping decides which of them comes first', async () => {
    const w = await bought();
    await Promise.all([w.publisher.publish(w.cancelCommand()), w.publisher.publish(w.statusCommand('shipped'))]);
    await w.broker.settle();
    const cancelled = w.shipping.parcels.get('order-1') === 'cancelled';
    expect(w.order().status).toBe(cancelled ? 'cancelled' : 'shipped');
    expect(imbalances(w)).toEqual([]);
  });
});
