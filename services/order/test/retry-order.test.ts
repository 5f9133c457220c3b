import { paymentApi } from '@mercato/contracts/payment';
import { shippingApi } from '@mercato/contracts/shipping';
import { describe, expect, it } from 'vitest';
import { retryOrder } from '../src/use-cases/retry-order.ts';
import { ask, build, id, place, url } from './api-world.ts';
import { acceptance, imbalances, makeWorld, type World } from './world.ts';

const retry = async (w: World): Promise<void> => {
  await retryOrder(w.deps, 'order-1');
  await w.broker.settle();
};

describe('an order that waits for a person', () => {
  it('goes on with its checkout when it is tried again, and waits again where that fails', async () => {
    const w = makeWorld();
    w.invoker.failNext(paymentApi.void, 'unavailable', { times: 4 });
    const declined = acceptance({ paymentToken: 'tok_declined_visa_0002_1' });
    await w.deps.acceptances.keep(declined);
    await w.buy(declined);
    expect(w.order().checkout.parked).toBeDefined();
    await retry(w);
    expect(w.order()).toMatchObject({ status: 'pending', checkout: { parked: {} } });
    await retry(w);
    expect(w.order()).toMatchObject({ status: 'cancelled', cancellation: { code: 'payment.declined' } });
    expect(await w.parked()).toBe(0);
    expect(imbalances(w)).toEqual([]);
  });

  it('goes on with its cancellation', async () => {
    const w = makeWorld();
    await w.deps.acceptances.keep(acceptance());
    await w.buy();
    w.invoker.failNext(paymentApi.refund, 'unavailable', { times: 3 });
    await w.publisher.publish(w.cancelCommand());
    await w.broker.settle();
    expect(w.order().cancel?.parked).toBeDefined();
    await retry(w);
    expect(w.order()).toMatchObject({ status: 'cancelled', cancelRequests: [] });
    expect(imbalances(w)).toEqual([]);
    expect(w.invoker.calls.filter(({ route }) => route === shippingApi.cancel.id)).toHaveLength(1);
  });
});

describe('POST /api/orders/:id/retry', () => {
  const asAdmin = { method: 'POST', as: 'root.admin' } as const;

  it('is refused for an order that waits for nobody, for an unknown one, and for shoppers', async () => {
    const t = await build();
    await place(t, {}, { prefer: 'wait=10' });
    await t.settle();
    expect((await ask(t, `${url}/retry`, asAdmin)).json()).toMatchObject({ status: 409, code: 'order.not_parked' });
    expect((await ask(t, '/api/orders/o2/retry', asAdmin)).json()).toMatchObject({ code: 'order.not_found' });
    expect((await ask(t, `${url}/retry`, { method: 'POST' })).statusCode).toBe(403);
  });

  it('is accepted for one that does, which then ends', async () => {
    const t = await build();
    t.invoker.failNext(paymentApi.void, 'unavailable', { times: 3 });
    await place(t, { payment: { token: 'tok_declined_visa_0002_1' } });
    await t.settle();
    expect(t.order(id).checkout.parked).toBeDefined();
    expect((await ask(t, `${url}/retry`, asAdmin)).json()).toMatchObject({ id, status: 'accepted', href: url });
    await t.settle();
    expect(t.order(id).status).toBe('cancelled');
  });

  it('is answered with the order, for those who wait', async () => {
    const t = await build();
    t.invoker.failNext(paymentApi.void, 'unavailable', { times: 3 });
    await place(t, { payment: { token: 'tok_declined_visa_0002_1' } });
    await t.settle();
    const reply = await ask(t, `${url}/retry`, { ...asAdmin, prefer: 'wait=10' });
    expect([reply.statusCode, reply.json()]).toMatchObject([200, { id, status: 'cancelled', needsAttention: null }]);
  });
});
