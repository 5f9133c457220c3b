export interface ConcurrencyRules {
  readonly least: number;
  readonly first: number;
  readonly most: number;
}

/** One answer, with how many were in flight when it was asked for. */
export interface Observed {
  readonly took: number;
  /** Above 1, it waited. */
  readonly lateness: number;
  readonly rejected: boolean;
  readonly inFlight: number;
}

const windowMs = 100;
const leastAnswers = 10;
const mostRejected = 0.1;
const decrease = { least: 0.9, most: 0.5 };

const nothing = { answers: 0, late: 0, rejected: 0, lateness: 0, took: 0, peak: 0 };

/**
 * How many requests a backend may have at a time, found by trying: fewer while its answers come late or not at all, more
 * while they come in time and the limit is what keeps requests out. It decides once in about the time of an answer, so
 * that each decision is seen before the next.
 */
export class ConcurrencyLimit {
  readonly #rules: ConcurrencyRules;
  #limit: number;
  #since: number | undefined;
  #seen = { ...nothing };

  constructor(rules: ConcurrencyRules) {
    this.#rules = rules;
    this.#limit = rules.first;
  }

  get value(): number {
    return Math.floor(this.#limit);
  }

  get least(): number {
    return this.#rules.least;
  }

  observe({ took, lateness, rejected, inFlight }: Observed, now: number): void {
    const seen = this.#seen;
    seen.answers += 1;
    seen.took += took;
    seen.lateness += lateness;
    if (lateness > 1) seen.late += 1;
    if (rejected) seen.rejected += 1;
    seen.peak = Math.max(seen.peak, inFlight);
    this.#since ??= now;
    const isTime = now - this.#since >= Math.max(windowMs, seen.took / seen.answers);
    if (seen.answers >= leastAnswers && isTime) this.#decide(now);
  }

  #decide(now: number): void {
    const { answers, late, rejected, lateness, peak } = this.#seen;
    const { least, most } = this.#rules;
    if (late > answers / 2) this.#limit *= Math.max(decrease.most, Math.min(decrease.least, answers / lateness));
    else if (rejected > answers * mostRejected) this.#limit *= decrease.least;
    else if (peak >= this.#limit * 0.8) this.#limit += Math.sqrt(this.#limit) / 2;
    this.#limit = Math.max(least, Math.min(most, this.#limit));
    this.#seen = { ...nothing };
    this.#since = now;
  }
}
