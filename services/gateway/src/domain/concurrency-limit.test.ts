import { describe, expect, it } from 'vitest';
import { type Denial, type Ending, type Slot, Slots } from './slots.ts';

const first = { least: 10, first: 100, most: 300 };

/** A backend that serves so many at a time, each in so many milliseconds, the others in a queue; before it, the slots. */
class Simulated {
  slotsOf = { count: 30, ms: 100 };
  ending: Ending = 'answered';
  readonly slots = new Slots({ backend: first, held: 1, all: 1_000 });
  now = 0;
  #busy: { slot: Slot; until: number }[] = [];
  #queue: Slot[] = [];
  #owed = 0;
  #callers = 0;

  /** Requests of so many a second, each of another caller; how many were answered a second. */
  run(perSecond: number, ms: number): number {
    let answered = 0;
    for (const end = this.now + ms; this.now < end; this.now += 1) {
      answered += this.#serve();
      for (this.#owed += perSecond / 1000; this.#owed >= 1; this.#owed -= 1) this.#arrive();
    }
    return (answered * 1000) / ms;
  }

  get use() {
    return this.slots.use('product');
  }

  #arrive(): void {
    const caller = `caller-${(this.#callers += 1)}`;
    const claim = { app: 'product', route: 'listProducts', caller, priority: 'checkout', held: false } as const;
    const slot: Slot | Denial = this.slots.enter(claim, this.now);
    if (typeof slot !== 'string') this.#queue.push(slot);
  }

  #serve(): number {
    const done = this.#busy.filter(({ until }) => until <= this.now);
    this.#busy = this.#busy.filter(({ until }) => until > this.now);
    for (const { slot } of done) slot.leave(this.ending, this.now);
    while (this.#busy.length < this.slotsOf.count) {
      const slot = this.#queue.shift();
      if (!slot) break;
      this.#busy.push({ slot, until: this.now + this.slotsOf.ms });
    }
    return done.length;
  }
}

describe('the limit of what a backend has in flight', () => {
  it('finds what it serves without a queue, and keeps it busy', () => {
    const backend = new Simulated();
    backend.run(100, 2_000);
    backend.run(900, 5_000);
    expect(backend.run(900, 10_000)).toBeGreaterThan(0.95 * 300);
    expect(backend.use.inFlight).toBeLessThan(100);
  });

  it('does not take its own queue for normal, however long it lasts', () => {
    const backend = new Simulated();
    backend.run(100, 2_000);
    backend.run(900, 90_000);
    expect(backend.use.inFlight).toBeLessThan(100);
    expect(backend.run(900, 5_000)).toBeGreaterThan(0.95 * 300);
  });

  it('also where it began in the midst of a flood', () => {
    const backend = new Simulated();
    backend.run(900, 30_000);
    expect(backend.run(900, 5_000)).toBeGreaterThan(0.95 * 300);
    expect(backend.use.inFlight).toBeLessThan(150);
  });

  it('learns a new pace: a backend that became four times as slow for good is used to the full', () => {
    const backend = new Simulated();
    backend.run(200, 5_000);
    backend.slotsOf = { count: 60, ms: 400 };
    backend.run(300, 30_000);
    expect(backend.run(300, 10_000)).toBeGreaterThan(0.85 * 150);
  });

  it('falls to the least while all is refused, and comes back', () => {
    const backend = new Simulated();
    backend.ending = 'rejected';
    backend.run(290, 10_000);
    expect(backend.use.limit).toBe(first.least);
    backend.ending = 'answered';
    backend.run(290, 20_000);
    expect(backend.run(290, 5_000)).toBeGreaterThan(0.95 * 290);
  });

  it('stays where it is while few are in flight', () => {
    const backend = new Simulated();
    backend.run(50, 20_000);
    expect(backend.use.limit).toBe(first.first);
  });

  it('sees that clients give up', () => {
    const backend = new Simulated();
    backend.run(100, 2_000);
    backend.slotsOf = { count: 100, ms: 1_000 };
    backend.ending = 'gone';
    backend.run(100, 10_000);
    expect(backend.use.limit).toBeLessThan(first.first / 2);
  });
});
