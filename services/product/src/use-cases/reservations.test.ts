import { runInContext } from '@mercato/kit/context';
import { systemClock } from '@mercato/kit/time';
import { describe, expect, it } from 'vitest';
import { addProduct, replica, stateOf } from '../../test/world.ts';
import { keyRetention, mostClosed } from '../domain/retention.ts';

const one = (order: string, productId = 'prd-1', quantity = 1) => ({
  orderId: order,
  lines: [{ key: `${order}:reserve:1`, productId, quantity }],
});

const shop = async (stock = 10) => {
  const on = replica();
  await addProduct(on, 'prd-1', { stock });
  return on;
};

describe('reserve', () => {
  it('answers all lines with names and prices, in the order asked', async () => {
    const on = await shop();
    await addProduct(on, 'prd-2', { name: 'Iron pan', sku: 'KIT-000002' });
    const lines = ['prd-2', 'prd-1'].map((productId, i) => ({ key: `o1:reserve:${i}`, productId, quantity: 2 }));
    expect(await on.reservations.reserve({ orderId: 'o1', lines })).toEqual({
      lines: [
        expect.objectContaining({ key: 'o1:reserve:0', productId: 'prd-2', name: 'Iron pan', sku: 'KIT-000002' }),
        expect.objectContaining({ key: 'o1:reserve:1', productId: 'prd-1', quantity: 2 }),
      ],
    });
    expect(on.metrics.seen).toContain('reserve done');
  });

  it('reads and writes each product once', async () => {
    const on = await shop();
    const { get, create, replace } = on.store.counts;
    await on.reservations.reserve(one('o1'));
    expect({ ...on.store.counts }).toMatchObject({ get: get + 1, create, replace: replace + 1 });
  });

  it('lets exactly as many buyers win as there are units, at few writes', async () => {
    const on = await shop(20);
    const before = on.store.writes;
    const buyers = Array.from({ length: 64 }, (_, i) => on.reservations.reserve(one(`o${i}`)));
    const outcomes = await Promise.allSettled(buyers);
    const won = outcomes.flatMap((o, i) => (o.status === 'fulfilled' ? [`o${i}`] : []));
    expect(won).toHaveLength(20);
    for (const order of won) await on.reservations.commit(one(order));
    await on.ports.changes.close();
    expect((on.store.writes - before) / won.length).toBeLessThanOrEqual(3);
    expect((await stateOf(on, 'prd-1')).state.stock).toEqual({ onHand: 0, reserved: 0, sold: 20, received: 20 });
    for (const lost of outcomes.filter((o) => o.status === 'rejected')) {
      expect(lost.reason).toMatchObject({ code: 'stock.insufficient' });
    }
  });

  it('sells no unit twice through two replicas either', async () => {
    const a = await shop(10);
    const b = replica(a.store, a.clock);
    const buyers = Array.from({ length: 32 }, (_, i) => (i % 2 ? a : b).reservations.reserve(one(`o${i}`)));
    const outcomes = await Promise.allSettled(buyers);
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(10);
    expect((await stateOf(a, 'prd-1')).state.stock).toMatchObject({ onHand: 10, reserved: 10 });
  });

  it('prefers to answer a refusal when another line failed', async () => {
    const on = await shop();
    await addProduct(on, 'prd-2');
    on.store.failNext('get', 'unavailable', { subject: 'product:prd-1' });
    const lines = ['prd-1', 'prd-2'].map((productId, i) => ({ key: `o1:reserve:${i}`, productId, quantity: 99 }));
    await expect(on.reservations.reserve({ orderId: 'o1', lines })).rejects.toMatchObject({
      code: 'stock.insufficient',
    });
    expect(on.metrics.seen).toContain('reserve refused');
  });

  it('fails when the store does, and nothing is held', async () => {
    const on = await shop();
    on.store.failNext('replace', 'unavailable', { subject: 'product:prd-1' });
    await expect(on.reservations.reserve(one('o1'))).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect((await stateOf(on, 'prd-1')).state.stock.reserved).toBe(0);
    expect(on.metrics.seen).toContain('reserve failed');
  });

  it('is not done twice when the answer of the write was lost', async () => {
    const on = await shop();
    on.store.failNext('replace', 'lostAnswer', { subject: 'product:prd-1' });
    const { lines } = await on.reservations.reserve(one('o1'));
    expect(lines[0]).toMatchObject({ name: 'Copper pan', quantity: 1 });
    expect((await stateOf(on, 'prd-1')).state.stock.reserved).toBe(1);
  });

  it('is announced by a repetition too: whoever did it may have died before it was', async () => {
    const on = await shop();
    await replica(on.store, on.clock).reservations.reserve(one('o1'));
    on.clock.advance(1_000);
    const noted: string[] = [];
    on.ports.changes.note = (id) => void noted.push(id);
    await on.reservations.reserve(one('o1'));
    expect(noted).toEqual(['prd-1']);
  });

  it('refuses a call past its deadline', async () => {
    const on = await shop();
    const late = { requestId: 'r', deadline: systemClock.now() - 1 };
    await expect(runInContext(late, () => on.reservations.reserve(one('o1')))).rejects.toMatchObject({
      code: 'deadline.exceeded',
    });
    expect((await stateOf(on, 'prd-1')).state.stock.reserved).toBe(0);
  });

  it('refuses a call whose deadline passed while it waited for its turn', async () => {
    const on = await shop();
    const soon = { requestId: 'r', deadline: systemClock.now() + 30 };
    const get = on.store.get.bind(on.store);
    on.store.get = async (key) => {
      if (key === 'product:prd-1') await systemClock.sleep(60);
      return get(key);
    };
    await expect(runInContext(soon, () => on.reservations.reserve(one('o1')))).rejects.toMatchObject({
      code: 'deadline.exceeded',
    });
    expect((await stateOf(on, 'prd-1')).state.stock.reserved).toBe(0);
  });
});

describe('release', () => {
  it('is followed by a refusal of a reserve that comes late', async () => {
    const on = await shop();
    await on.reservations.release(one('o1'));
    await expect(on.reservations.reserve(one('o1'))).rejects.toMatchObject({ code: 'reservation.closed' });
    expect((await stateOf(on, 'prd-1')).state.stock).toMatchObject({ onHand: 10, reserved: 0 });
  });

  it('refuses even a repetition of a reserve that was answered', async () => {
    const on = await shop();
    await on.reservations.reserve(one('o1'));
    await on.reservations.release(one('o1'));
    await expect(on.reservations.reserve(one('o1'))).rejects.toMatchObject({ code: 'reservation.closed' });
  });

  it('costs one read and one write for an unknown key', async () => {
    const on = await shop();
    const { get } = on.store.counts;
    const before = on.store.writes;
    await on.reservations.release(one('o1'));
    expect(on.store.counts.get - get).toBe(1);
    expect(on.store.writes - before).toBe(1);
  });

  it('undoes the lines that a refused reserve left behind', async () => {
    const on = await shop();
    const lines = [
      { key: 'o1:reserve:1', productId: 'prd-1', quantity: 2 },
      { key: 'o1:reserve:2', productId: 'prd-x', quantity: 1 },
    ];
    await expect(on.reservations.reserve({ orderId: 'o1', lines })).rejects.toMatchObject({
      code: 'product.not_found',
    });
    await on.reservations.release({ orderId: 'o1', lines });
    expect((await stateOf(on, 'prd-1')).state.stock).toMatchObject({ onHand: 10, reserved: 0 });
  });
});

describe('an item with many closed reservations', () => {
  const sellMany = async (count: number) => {
    const on = await shop(1000);
    for (let i = 0; i < count; i += 1) {
      await on.reservations.reserve(one(`o${i}`));
      await on.reservations.commit(one(`o${i}`));
    }
    await on.mover.idle();
    return on;
  };

  it('stays small, and every key is still known', async () => {
    const on = await sellMany(mostClosed + 10);
    const { state } = await stateOf(on, 'prd-1');
    expect(Object.keys(state.reservations).length).toBeLessThan(mostClosed);
    expect(state.reservations['o0:reserve:1']).toBeUndefined();
    await on.reservations.reserve(one('o0'));
    await on.reservations.commit(one('o0'));
    expect((await stateOf(on, 'prd-1')).state.stock).toEqual(state.stock);
  });

  it('still refunds a sale that was moved, once, and moves its tombstone over the copy', async () => {
    const on = await sellMany(mostClosed + 1);
    const { sold } = (await stateOf(on, 'prd-1')).state.stock;
    await on.reservations.release(one('o0'));
    on.clock.advance(keyRetention);
    await on.reservations.release(one('o1'));
    await on.mover.idle();
    expect((await stateOf(on, 'prd-1')).state.reservations['o0:reserve:1']).toBeUndefined();
    await on.reservations.release(one('o0'));
    expect((await stateOf(on, 'prd-1')).state.stock.sold).toBe(sold - 2);
  });

  it('corrects the copy on a repetition when the first release died before it did', async () => {
    const on = await sellMany(mostClosed + 1);
    on.store.failNext('replace', 'unavailable', { subject: 'closed-reservation:prd-1:o0:reserve:1' });
    await expect(on.reservations.release(one('o0'))).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(await on.ports.closed.find('prd-1', 'o0:reserve:1')).toMatchObject({ status: 'committed' });
    await on.reservations.release(one('o0'));
    expect(await on.ports.closed.find('prd-1', 'o0:reserve:1')).toMatchObject({ status: 'released' });
    expect((await stateOf(on, 'prd-1')).state.stock.sold).toBe(mostClosed);
  });

  it('refunds once a sale that was copied out right before it was released', async () => {
    const on = await sellMany(mostClosed + 1);
    const last = `o${mostClosed}`;
    const { sold } = (await stateOf(on, 'prd-1')).state.stock;
    // As a mover does that dies, or finds the sale released, before it drops what it copied.
    await on.ports.closed.keep('prd-1', [[`${last}:reserve:1`, { status: 'committed', quantity: 1, at: 1 }]]);
    await on.reservations.release(one(last));
    on.clock.advance(keyRetention);
    await on.reservations.release(one('other'));
    await on.mover.idle();
    await on.reservations.release(one(last));
    expect((await stateOf(on, 'prd-1')).state.stock.sold).toBe(sold - 1);
  });

  it('loses nothing when moving fails, and moves later', async () => {
    const on = await shop(1000);
    on.store.failNext('create', 'unavailable', { times: 1 });
    for (let i = 0; i <= mostClosed; i += 1) await on.reservations.release(one(`o${i}`));
    await on.mover.idle();
    expect(Object.keys((await stateOf(on, 'prd-1')).state.reservations)).toHaveLength(mostClosed + 1);
    await on.reservations.release(one('last'));
    await on.mover.idle();
    expect(Object.keys((await stateOf(on, 'prd-1')).state.reservations).length).toBeLessThan(mostClosed);
    await expect(on.reservations.reserve(one('o0'))).rejects.toMatchObject({ code: 'reservation.closed' });
  });
});
