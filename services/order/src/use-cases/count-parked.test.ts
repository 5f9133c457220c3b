import { paymentApi } from '@mercato/contracts/payment';
import { errors } from '@mercato/kit/errors';
import { describe, expect, it } from 'vitest';
import { acceptance, makeWorld } from '../../test/world.ts';
import { countParked } from './count-parked.ts';

const declined = { paymentToken: 'tok_declined_visa_0002_1' };

/** An order that is parked, since its payment could not be undone. */
const parkedWorld = async () => {
  const w = makeWorld();
  w.invoker.failNext(paymentApi.void, 'unavailable', { times: 3 });
  await w.buy(acceptance(declined));
  expect(w.order().checkout.parked).toBeDefined();
  return w;
};

describe('the number of parked orders', () => {
  it('is known to a process that starts later', async () => {
    const w = await parkedWorld();
    w.deps = w.start();
    expect(await w.parked()).toBe(1);
  });

  it('falls in every process once the order has ended, whichever took it up', async () => {
    const w = await parkedWorld();
    await w.broker.deliver(w.checkoutCommand(acceptance(declined)));
    expect(w.order().status).toBe('cancelled');
    w.deps = w.start();
    expect(await w.parked()).toBe(0);
    expect(await w.deps.parkedOrders.list()).toEqual([]);
  });

  it('counts nothing that was not parked, and writes nothing for it', async () => {
    const w = makeWorld();
    await w.buy();
    const { writes } = w.store;
    expect(await w.parked()).toBe(0);
    expect(w.store.writes).toBe(writes);
  });

  it('holds the message until somebody will see the order', async () => {
    const w = makeWorld();
    w.invoker.failNext(paymentApi.void, 'unavailable', { times: 3 });
    const create = w.store.create.bind(w.store);
    const refused: string[] = [];
    w.store.create = (key, value) => {
      if (!key.startsWith('parked-orders') || refused.length > 0) return create(key, value);
      refused.push(key);
      return Promise.reject(errors.unavailable('The table'));
    };
    await w.buy(acceptance(declined));
    expect(refused).toHaveLength(1);
    // It came again for the list, and was undone on that occasion.
    expect(w.order().status).toBe('cancelled');
    expect(await w.parked()).toBe(0);
  });

  it('keeps an order on the list that comes to wait anew while it is taken off', async () => {
    const w = await parkedWorld();
    const parked = w.order().checkout;
    const { checkout: _checkout, ...rest } = w.order();
    const stale = { ...rest, checkout: { ...parked, parked: undefined } };
    const reader = { many: () => Promise.resolve([{ state: stale as never, version: 1 }]) };
    await countParked({ ...w.deps, reader });
    expect(await w.parked()).toBe(1);
  });
});
