import { shipmentDelivered, shipmentDispatched } from '@mercato/contracts/shipping';
import { describe, expect, it } from 'vitest';
import { bookParcel, deliverParcel, dispatchParcel } from '../src/use-cases/shipments.ts';
import { bookRequest, released, step } from './world.ts';

describe('the carrier', () => {
  it('moves a parcel when its time has come, and forgets it when it arrived', async () => {
    const { carrier, clock, stateOf, publisher, listed } = await released('a');
    const statusAfter = async (ms: number) => {
      clock.advance(ms);
      await carrier.tick();
      return stateOf('a')?.state.status;
    };
    expect(await statusAfter(4999)).toBe('ready');
    expect(await statusAfter(1)).toBe('dispatched');
    expect(await statusAfter(9999)).toBe('dispatched');
    expect(await listed()).toEqual(['a']);
    expect(await statusAfter(1)).toBe('delivered');
    expect(await listed()).toEqual([]);
    expect(publisher.topics).toEqual(['shipping-dispatched-v1', 'shipping-delivered-v1']);
  });

  it('reads nothing while no parcel is due, but the list now and then', async () => {
    const { carrier, clock, store } = await released('a', 'b');
    await carrier.tick();
    const { get, getMany } = store.counts;
    clock.advance(4999);
    expect(await carrier.tick()).toBe(true);
    expect(store.counts).toMatchObject({ get, getMany });
  });

  it('reads the list every five seconds: others may have died', async () => {
    const { carrier, boot, clock, confirm, stateOf } = await released('a');
    await carrier.tick();
    await bookParcel(boot().parts, bookRequest('b'));
    await confirm('b');
    for (let seconds = 0; seconds < 15; seconds += 5) {
      expect(stateOf('b')?.state.status).toBe('ready');
      clock.advance(5000);
      await carrier.tick();
    }
    expect(stateOf('b')?.state.status).toBe('dispatched');
  });

  it('leaves to another replica what was released there, and moves it ten seconds late if it did not', async () => {
    const { boot, clock, store, publisher, stateOf } = await released('a');
    const other = boot().carrier;
    for (const [ms, status] of [
      [5000, 'ready'],
      [9999, 'ready'],
      [1, 'dispatched'],
    ] as const) {
      clock.advance(ms);
      const { writes } = store;
      await other.tick();
      expect([stateOf('a')?.state.status, store.writes - writes]).toEqual([status, status === 'ready' ? 0 : 1]);
    }
    expect(publisher.topics).toEqual(['shipping-dispatched-v1']);
  });

  it('tells nothing again that another replica has told', async () => {
    const { boot, carrier, clock, publisher } = await released('a');
    const other = boot().carrier;
    for (let seconds = 0; seconds < 60; seconds += 1) {
      await carrier.tick();
      await other.tick();
      clock.advance(1000);
    }
    expect(publisher.topics).toEqual(['shipping-dispatched-v1', 'shipping-delivered-v1']);
  });

  it('takes off the list many at a time what arrived, while others are under way', async () => {
    const world = await released(...Array.from({ length: 64 }, (_, i) => `ord-${i}`));
    const { carrier, clock, store, parts, confirm, listed } = world;
    await carrier.tick();
    clock.advance(5000);
    await carrier.tick();
    await bookParcel(parts, bookRequest('late'));
    await confirm('late', parts, (orderId) => carrier.released(orderId));
    clock.advance(10_000);
    const { replace } = store.counts;
    await carrier.tick();
    clock.advance(5000);
    await carrier.tick();
    expect(await listed()).toEqual(['late']);
    // The 64 that were delivered, the one dispatched, and each of the sixteen items of the list once.
    expect(store.counts.replace - replace).toBeLessThanOrEqual(64 + 1 + 16);
  });

  it('goes on after a restart, from what is stored', async () => {
    const { boot, clock, publisher } = await released('a', 'b');
    clock.advance(15_000);
    await boot().carrier.tick();
    clock.advance(20_000);
    await boot().carrier.tick();
    expect(publisher.of(shipmentDelivered)).toHaveLength(2);
  });

  it('may run twice at once: each parcel moves once', async () => {
    const orders = Array.from({ length: 20 }, (_, i) => `ord-${i}`);
    const { boot, clock, publisher, listed } = await released(...orders);
    const replicas = [boot().carrier, boot().carrier, boot().carrier];
    for (const ms of [15_000, 20_000, 0]) {
      clock.advance(ms);
      await Promise.all(replicas.map((r) => r.tick()));
    }
    for (const contract of [shipmentDispatched, shipmentDelivered]) {
      const told = publisher.published.filter((m) => m.topic === contract.topic);
      expect(new Set(told.map((m) => m.id)).size).toBe(20);
      expect(new Set(told.map((m) => m.subject)).size).toBe(20);
    }
    expect(await listed()).toEqual([]);
  });

  it('forgets a parcel that was delivered by hand', async () => {
    const { carrier, clock, parts, publisher, listed } = await released('a');
    await dispatchParcel(parts, step('a'));
    await deliverParcel(parts, step('a'));
    clock.advance(5000);
    await carrier.tick();
    expect(await listed()).toEqual([]);
    expect(publisher.published).toHaveLength(2);
  });

  it('keeps a delivered parcel until what it owes is published', async () => {
    const { boot, carrier, clock, publisher, listed, stateOf } = await released('a');
    clock.advance(5000);
    await carrier.tick();
    clock.advance(10_000);
    publisher.failNext('unavailable');
    await carrier.tick();
    expect(stateOf('a')).toMatchObject({ state: { status: 'delivered' }, owed: [{}] });
    expect(await listed()).toEqual(['a']);
    clock.advance(10_000);
    await boot().carrier.tick();
    expect(publisher.of(shipmentDelivered)).toHaveLength(1);
    expect(await listed()).toEqual([]);
  });

  it('is not held up by one parcel that fails', async () => {
    const { carrier, clock, store, stateOf, warnings } = await released('a', 'b', 'c');
    clock.advance(5000);
    store.failNext('replace', 'unavailable', { subject: 'shipment:a' });
    await carrier.tick();
    expect(['a', 'b', 'c'].map((id) => stateOf(id)?.state.status)).toEqual(['ready', 'dispatched', 'dispatched']);
    expect(warnings).toHaveLength(1);
    await carrier.tick();
    expect(stateOf('a')?.state.status).toBe('dispatched');
  });

  it.each(['unavailable', 'notDone', 'lostAnswer', 'conflict'] as const)(
    'brings every parcel to its end over %s at every kind of write',
    async (fault) => {
      const { boot, clock, store, publisher, stateOf, listed } = await released('a');
      store.failNext('replace', fault, { times: 2, subject: 'shipment:a' });
      for (const key of store.keys.filter((k) => k.startsWith('shipping-active'))) {
        store.failNext('replace', fault, { subject: key });
      }
      for (let i = 0; i < 20; i += 1) {
        clock.advance(5000);
        await boot()
          .carrier.tick()
          .catch(() => false);
      }
      expect(store.faults.pending).toEqual([]);
      expect(stateOf('a')).toMatchObject({ state: { status: 'delivered' } });
      expect(new Set(publisher.published.map((m) => m.id)).size).toBe(2);
      expect(await listed()).toEqual([]);
    },
  );
});
