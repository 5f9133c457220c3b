import type { Clock } from '@mercato/kit/time';

/** A clock that moves only when told, except that sleeping moves it at once. */
export class FakeClock implements Clock {
  #now: number;

  constructor(start = Date.parse('2026-01-01T00:00:00.000Z')) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  async sleep(ms: number): Promise<void> {
    this.#now += ms;
    // A real turn of the loop, so that a polling loop in a test does not starve everybody else.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
