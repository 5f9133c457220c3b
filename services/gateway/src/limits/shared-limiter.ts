import { setLatest } from '@mercato/kit/collections';
import { asDomainError } from '@mercato/kit/errors';
import { type BudgetRules, CallerBudget } from '../domain/caller-budget.ts';
import { shareOf } from '../domain/token-bucket.ts';
import type { TokenPool } from '../ports/index.ts';

export interface SharedLimiterOptions {
  readonly pool: TokenPool;
  readonly rules: BudgetRules;
  /** Taken to be there as long as the store has not told. */
  readonly replicas: number;
  readonly now: () => number;
  /** Called with how each report to the pool ended. */
  readonly reported: (outcome: 'settled' | 'failed') => void;
}

export interface Admission {
  readonly allowed: boolean;
  /** At once, as things are. */
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until all of it is there again. */
  readonly resetSeconds: number;
  /** Whole seconds until one more request is allowed. */
  readonly retryAfterSeconds: number;
}

const mostCallers = 50_000;
const mostReports = 32;
/** A store that failed is asked again by one report after this. */
const awayMs = 1_000;
const longestWaitSeconds = 60;

/**
 * The budget of each caller across all replicas. Nothing here waits: `admit` answers at once from what this replica has,
 * and reports go to the pool in the background, a bounded number at a time. The caller unheard of for longest is forgotten
 * first, and a forgotten caller is a new one.
 */
export class SharedLimiter {
  readonly #options: SharedLimiterOptions;
  readonly #callers = new Map<string, CallerBudget>();
  readonly #reporting = new Set<string>();
  #replicas: number;
  #awayUntil = 0;
  #isAway = false;

  constructor(options: SharedLimiterOptions) {
    this.#options = options;
    this.#replicas = options.replicas;
  }

  get size(): number {
    return this.#callers.size;
  }

  /** Counts one request, for as many tokens as it costs. */
  admit(caller: string, price = 1): Admission {
    const { rules, now } = this.#options;
    // What a replica's share never holds could never be paid.
    const cost = Math.min(price, Math.max(1, shareOf(rules.rate, 2 * this.#replicas).burst));
    const at = now();
    const budget = this.#callers.get(caller) ?? new CallerBudget(rules, at);
    const allowed = budget.admit(cost, at, this.#replicas);
    setLatest(this.#callers, caller, budget, mostCallers);
    if (budget.isDue(at) && this.#mayReport(caller, at)) void this.#report(caller, budget);
    return this.#admission(budget, cost, at, allowed);
  }

  /** Tells the others that this replica is there, and learns how many there are. */
  async announce(): Promise<void> {
    this.#replicas = Math.max(1, await this.#options.pool.announce());
  }

  #admission(budget: CallerBudget, cost: number, now: number, allowed: boolean): Admission {
    const { rate } = this.#options.rules;
    const left = budget.remaining(now);
    const wait = Math.ceil(budget.waitMs(cost, this.#replicas) / 1000);
    return {
      allowed,
      limit: Math.max(1, Math.floor(rate.burst / cost)),
      remaining: allowed ? Math.floor(left / cost) : 0,
      resetSeconds: Math.ceil((rate.burst - left) / rate.perSecond),
      retryAfterSeconds: Math.min(longestWaitSeconds, Math.max(1, wait)),
    };
  }

  #mayReport(caller: string, now: number): boolean {
    if (this.#reporting.has(caller) || now < this.#awayUntil) return false;
    return this.#reporting.size < (this.#isAway ? 1 : mostReports);
  }

  async #report(caller: string, budget: CallerBudget): Promise<void> {
    const { pool, now, reported } = this.#options;
    const report = budget.report(now());
    this.#reporting.add(caller);
    try {
      budget.settle(report, await pool.settle(caller, report, this.#replicas), now(), this.#replicas);
      this.#isAway = false;
      reported('settled');
    } catch (error) {
      // Counted, not logged: with the store away it would be every caller's, every second.
      budget.unsettled(this.#replicas);
      reported('failed');
      // Many writers at once are no sign of a store that is ill.
      this.#isAway = asDomainError(error).code !== 'write.contended';
      if (this.#isAway) this.#awayUntil = now() + awayMs;
    } finally {
      this.#reporting.delete(caller);
    }
  }
}
