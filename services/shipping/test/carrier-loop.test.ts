import type { Clock } from '@mercato/kit/time';
import { describe, expect, it } from 'vitest';
import { Carrier } from '../src/carrier.ts';
import { bookParcel } from '../src/use-cases/shipments.ts';
import { bookRequest, pace, released } from './world.ts';

/** A clock whose sleeps last until the test ends them, and which remembers how long they were meant to be. */
class SteppedClock implements Clock {
  readonly sleeps: number[] = [];
  #now = 0;
  #end: () => void = () => {};

  now(): number {
    return this.#now;
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
    this.#now += this.sleeps.at(-1) ?? 0;
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
    await confirm('a', parts, (orderId) => carrier.released(orderId));
    while (clock.sleeps.length === 2) await new Promise((resolve) => setImmediate(resolve));
    expect(clock.sleeps).toEqual([2000, 4000, 1000]);
    carrier.released('a');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(clock.sleeps).toHaveLength(3);
    await carrier.stop();
  });

  it('outlives a store that cannot be read', async () => {
    const { clock, carrier, store } = await started();
    store.failNext('getMany', 'unavailable');
    expect([await clock.slept(), await clock.slept()]).toEqual([4000, 5000]);
    expect(store.faults.pending).toEqual([]);
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
