/** How a backend took a request: in time, late, or not at all. */
export type Taken = 'well' | 'slow' | 'rejected';

export interface PressureRules {
  /** Requests a second that a caller may make at most. */
  readonly perSecond: number;
  /** The least share of it that is left to anybody. */
  readonly floor: number;
}

/** A second, as the limit is one of requests a second. */
const windowMs = 1_000;
const leastTaken = 20;
const mostBad = 0.1;
const decrease = 0.7;
/** Share of the limit that comes back in each window. */
const increase = 0.05;

class Backend {
  readonly #rules: PressureRules;
  readonly #factors = new Map<string, number>();
  #used = new Map<string, number>();
  #taken = 0;
  #bad = 0;
  #since: number;

  constructor(rules: PressureRules, now: number) {
    this.#rules = rules;
    this.#since = now;
  }

  get lowest(): number {
    return Math.min(1, ...this.#factors.values());
  }

  factor(caller: string): number {
    return this.#factors.get(caller) ?? 1;
  }

  asked(caller: string): void {
    this.#used.set(caller, (this.#used.get(caller) ?? 0) + 1);
  }

  saw(taken: Taken): void {
    this.#taken += 1;
    if (taken !== 'well') this.#bad += 1;
  }

  /** Ends the window, if it is over. */
  turn(now: number): void {
    const windows = Math.floor((now - this.#since) / windowMs);
    if (windows < 1) return;
    const isPressed = this.#taken >= leastTaken && this.#bad > mostBad * this.#taken;
    // All that was seen came in the first of them, since each request looks whether it is over.
    if (isPressed) this.#press();
    this.#relieve(isPressed ? windows - 1 : windows);
    this.#used = new Map();
    [this.#taken, this.#bad, this.#since] = [0, 0, now];
  }

  #press(): void {
    const { perSecond, floor } = this.#rules;
    const all = [...this.#used.values()].reduce((sum, count) => sum + count, 0);
    const mean = all / this.#used.size;
    for (const [caller, count] of this.#used) {
      const used = count / perSecond;
      // Whoever takes less than others, or no more than is left to everybody, is not the one to yield.
      if (count < mean || used <= floor) continue;
      const before = this.factor(caller);
      this.#factors.set(caller, Math.max(floor, Math.min(before, Math.max(used, before / 2)) * decrease));
    }
  }

  #relieve(windows: number): void {
    for (const [caller, factor] of this.#factors) {
      const after = factor + increase * windows;
      if (after >= 1) this.#factors.delete(caller);
      else this.#factors.set(caller, after);
    }
  }
}

/**
 * Additive increase, multiplicative decrease of what a caller may ask of a backend. A backend that answers late or not at
 * all lowers the limit of those who ask the most of it, window by window down to a floor; one that is well raises it
 * again. It is lowered as a price: a request costs as many tokens as the limit is divided by. So a backend that is ill
 * costs nothing at the others, and a flood of one caller nothing to the rest.
 */
export class Pressure {
  readonly #rules: PressureRules;
  readonly #backends = new Map<string, Backend>();

  constructor(rules: PressureRules) {
    this.#rules = rules;
  }

  /** Tokens that a request of this caller costs now. */
  price(caller: string, app: string, now: number): number {
    return 1 / this.#backend(app, now).factor(caller);
  }

  asked(caller: string, app: string, now: number): void {
    this.#backend(app, now).asked(caller);
  }

  saw(app: string, taken: Taken, now: number): void {
    this.#backend(app, now).saw(taken);
  }

  /** The smallest share of the limit that any caller has of a backend. */
  lowest(app: string): number {
    return this.#backends.get(app)?.lowest ?? 1;
  }

  #backend(app: string, now: number): Backend {
    const backend = this.#backends.get(app) ?? new Backend(this.#rules, now);
    this.#backends.set(app, backend);
    backend.turn(now);
    return backend;
  }
}
