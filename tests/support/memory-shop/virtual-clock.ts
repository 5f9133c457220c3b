import type { Clock } from '@mercato/kit/time';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** One turn of the loop: everything that waits for nothing but other code has gone on by then. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Time that passes only when everybody sleeps, and then leaps to whoever wakes first: twenty seconds of outage take no
 * time, and the same test takes the same course every time.
 */
export class VirtualClock implements Clock {
  #now = Date.parse('2026-01-01T00:00:00.000Z');
  readonly #sleepers: Sleeper[] = [];

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = { at: this.#now + ms, wake: resolve };
      // Behind those who wake at the same time.
      const before = this.#sleepers.findLastIndex((other) => other.at <= sleeper.at);
      this.#sleepers.splice(before + 1, 0, sleeper);
      signal?.addEventListener('abort', () => {
        const i = this.#sleepers.indexOf(sleeper);
        if (i >= 0) this.#sleepers.splice(i, 1);
        reject(new Error('woken'));
      });
    });
  }

  /** Lets everybody go on who does not sleep; no time passes. */
  async idle(): Promise<void> {
    await turn();
  }

  /** Lets everybody go on, then wakes who sleeps shortest; false where nobody sleeps until `end`. */
  async step(end = Number.POSITIVE_INFINITY): Promise<boolean> {
    await turn();
    const next = this.#sleepers[0];
    if (!next || next.at > end) return false;
    this.#now = next.at;
    while (this.#sleepers[0] && this.#sleepers[0].at <= next.at) this.#sleepers.shift()?.wake();
    await turn();
    return true;
  }

  /** Lets time pass, with all that happens meanwhile. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    while (await this.step(end));
    this.#now = end;
    await turn();
  }
}
