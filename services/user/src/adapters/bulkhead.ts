import { refusals } from '../domain/errors.ts';

/** Lets few work at once and few wait; the rest is refused at once instead of piling up memory. */
export class Bulkhead {
  readonly #atOnce: number;
  readonly #waiting: number;
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(limits: { readonly atOnce: number; readonly waiting: number }) {
    this.#atOnce = limits.atOnce;
    this.#waiting = limits.waiting;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#atOnce) {
      this.#running += 1;
      return;
    }
    if (this.#queue.length >= this.#waiting) throw refusals.busy();
    await new Promise<void>((proceed) => this.#queue.push(proceed));
  }

  #leave(): void {
    const next = this.#queue.shift();
    // The place goes straight to the next one: a newcomer must not overtake the queue.
    if (next) next();
    else this.#running -= 1;
  }
}
