import { shipmentDelivered, shipmentDispatched } from '@mercato/contracts/shipping';
import type { Clock } from '@mercato/kit/time';
import { describe, expect, it } from 'vitest';
import { Carrier } from '../src/carrier.ts';
import { bookParcel, deliverParcel, dispatchParcel } from '../src/use-cases/shipments.ts';
import { bookRequest, createWorld, pace, step } from './world.ts';

const released = async (...orderIds: string[]) => {
  const world = createWorld();
  for (const id of orderIds) {
    await bookParcel(world.parts, bookRequest(id));
    await world.confirm(id, world.parts);
  }
  return world;
};

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

  it('reads nothing but the list while no parcel is due', async () => {
    const { carrier, clock, store } = await released('a', 'b');
    await carrier.tick();
    const { get, getMany } = store.counts;
    clock.advance(1000);
    expect(await carrier.tick()).toBe(true);
    expect(store.counts).toMatchObject({ get, getMany: getMany + 1 });
  });

  it('goes on after a restart, from what is stored', async () => {
    const { boot, clock, publisher } = await released('a', 'b');
    clock.advance(5000);
    await boot().carrier.tick();
    clock.advance(10_000);
    await boot().carrier.tick();
    expect(publisher.of(shipmentDelivered)).toHaveLength(2);
  });

  it('may run twice at once: each parcel moves once', async () => {
    const orders = Array.from({ length: 20 }, (_, i) => `ord-${i}`);
    const { boot, clock, publisher, listed } = await released(...orders);
    const replicas = [boot().carrier, boot().carrier, boot().carrier];
    for (const ms of [5000, 10_000, 0]) {
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
    const { carrier, parts, publisher, listed } = await released('a');
    await dispatchParcel(parts, step('a'));
    await deliverParcel(parts, step('a'));
    await carrier.tick();
    expect(await listed()).toEqual([]);
    expect(publisher.published).toHaveLength(2);
  });

  it('keeps a delivered parcel until what it owes is published', async () => {
    const { boot, clock, publisher, listed, stateOf } = await released('a');
    clock.advance(5000);
    await boot().carrier.tick();
    clock.advance(10_000);
    publisher.failNext('unavailable');
    await boot().carrier.tick();
    expect(stateOf('a')).toMatchObject({ state: { status: 'delivered' }, owed: [{}] });
    expect(await listed()).toEqual(['a']);
    await boot().carrier.tick();
    expect(publisher.of(shipmentDelivered)).toHaveLength(1);
    expect(stateOf('a')?.owed).toEqual([]);
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
      store.failNext('replace', fault, { times: 3, subject: 'shipment:a' });
      for (const key of store.keys.filter((k) => k.startsWith('shipping-active'))) {
        store.failNext('replace', fault, { subject: key });
      }
      for (let i = 0; i < 12; i += 1) {
        clock.advance(5000);
        await boot()
          .carrier.tick()
          .catch(() => false);
      }
      expect(store.faults.pending).toEqual([]);
      expect(stateOf('a')).toMatchObject({ state: { status: 'delivered' }, owed: [] });
      expect(new Set(publisher.published.map((m) => m.id)).size).toBe(2);
      expect(await listed()).toEqual([]);
    },
  );
});

/** A clock whose sleeps last until the test ends them, and which remembers how long they were meant to be. */
class SteppedClock implements Clock {
  readonly sleeps: number[] = [];
  #end: () => void = () => {};

  now(): number {
    return 0;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    return new Promise((resolve, reject) => {
      this.#end = resolve;
      signal?.addEventListener('abort', () => reject(new Error('woken')));
    });
  }

  async slept(): Promise<number> {
    const before = this.sleeps.length;
    this.#end();
    while (this.sleeps.length === before) await new Promise((resolve) => setImmediate(resolve));
    return this.sleeps.at(-1) ?? 0;
  }
}

describe('the loop of the carrier', () => {
  const started = async (...orderIds: string[]) => {
    const world = await released(...orderIds);
    const clock = new SteppedClock();
    const log = { warn: () => {} };
    const carrier = new Carrier({ ...world.parts, clock, pace, tickMs: 1000, idleTickMs: 5000, log });
    carrier.start();
    while (clock.sleeps.length === 0) await new Promise((resolve) => setImmediate(resolve));
    return { ...world, clock, carrier };
  };

  it('backs off while there is nothing to do', async () => {
    const { clock, carrier } = await started();
    const pauses = [clock.sleeps[0], await clock.slept(), await clock.slept(), await clock.slept()];
    expect(pauses).toEqual([2000, 4000, 5000, 5000]);
    await carrier.stop();
  });

  it('keeps its pace while parcels are under way', async () => {
    const { clock, carrier } = await started('a');
    expect([clock.sleeps[0], await clock.slept(), await clock.slept()]).toEqual([1000, 1000, 1000]);
    await carrier.stop();
  });

  it('is woken from a long pause by a release, and not from a short one', async () => {
    const { clock, carrier, parts, confirm } = await started();
    await clock.slept();
    await bookParcel(parts, bookRequest('a'));
    await confirm('a', parts, () => carrier.wake());
    while (clock.sleeps.length === 2) await new Promise((resolve) => setImmediate(resolve));
    expect(clock.sleeps).toEqual([2000, 4000, 1000]);
    carrier.wake();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(clock.sleeps).toHaveLength(3);
    await carrier.stop();
  });

  it('outlives a store that cannot be read', async () => {
    const { clock, carrier, store } = await started('a');
    store.failNext('getMany', 'unavailable');
    expect(await clock.slept()).toBe(2000);
    expect(await clock.slept()).toBe(1000);
    await carrier.stop();
  });

  it('stops at once, even in the middle of a pause', async () => {
    const { carrier, store } = await started();
    await carrier.stop();
    const looks = store.counts.getMany;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(store.counts.getMany).toBe(looks);
  });
});
