import type { Granted, Report } from './shared-buckets.ts';
import { type Bucket, filled, fullBucket, type Rate, shareOf, spent } from './token-bucket.ts';

export interface BudgetRules {
  /** What a caller may have of all replicas together. */
  readonly rate: Rate;
  /** What a caller may have of each replica without anybody being told. */
  readonly unshared: Rate;
  /** Between two reports of a caller's use. */
  readonly periodMs: number;
}

const demandMs = 1_000;
/** After such a pause nothing is known of a caller. */
const forgottenMs = 10_000;

/**
 * What one replica knows of one caller. A caller of few requests is counted here alone. With more, its use is reported to
 * a bucket that all replicas share, in the background: a request is paid from what that bucket granted before, else from
 * this replica's fair share, as a debt that the next report settles. So a store that is slow or away never holds a request
 * up, and a number of replicas that is wrong mends itself: a share begins again from what is left for all.
 */
export class CallerBudget {
  readonly #rules: BudgetRules;
  #quiet: Bucket;
  #share: Bucket | undefined;
  #left = 0;
  #debt = 0;
  #demand = 0;
  #demandAt: number;
  #rest: Bucket;
  #reportAt = 0;

  constructor(rules: BudgetRules, now: number) {
    this.#rules = rules;
    this.#quiet = fullBucket(rules.unshared, now);
    this.#rest = fullBucket(rules.rate, now);
    this.#demandAt = now;
  }

  /** Takes the cost of one request, if there is so much. */
  admit(cost: number, now: number, replicas: number): boolean {
    if (now - this.#demandAt > forgottenMs) this.#beginAnew(now, this.#rules.unshared.burst);
    else if (this.#isQuietAgain(now)) this.#beginAnew(now, this.#rules.unshared.burst / 2);
    this.#ask(cost, now);
    if (!this.#share) {
      this.#quiet = filled(this.#quiet, this.#rules.unshared, now);
      const rest = spent(this.#quiet, cost);
      if (rest) {
        this.#quiet = rest;
        return true;
      }
      this.#becomeShared(now, replicas);
    }
    return this.#pay(cost, now, replicas);
  }

  /** Whether a report is due, now that it was asked for something. */
  isDue(now: number): boolean {
    if (!this.#share || now < this.#reportAt) return false;
    return this.#debt > 0 || this.#left < (this.#demand * this.#rules.periodMs) / 2_000;
  }

  /** What to tell, as of now; what is spent from here on is the next report's. */
  report(now: number): Report {
    const report = { debt: this.#debt, left: this.#left, demand: this.#demand };
    this.#reportAt = now + this.#rules.periodMs;
    return report;
  }

  /** The answer to a report. */
  settle({ debt }: Report, { tokens, rest }: Granted, now: number, replicas: number): void {
    this.#debt = Math.max(0, this.#debt - debt);
    // What was given back may have been spent meanwhile; what was spent meanwhile is paid first.
    const left = this.#left + tokens - this.#debt;
    this.#left = Math.max(0, left);
    this.#debt = Math.max(0, -left);
    this.#rest = { tokens: rest, at: now };
    this.#share = { tokens: (rest - this.#debt) / replicas, at: now };
  }

  /** No answer: the fair share goes on, and what it spends beyond a burst is never reported. */
  unsettled(replicas: number): void {
    this.#debt = Math.min(this.#debt, shareOf(this.#rules.rate, replicas).burst);
  }

  /** What is probably left of the whole budget. */
  remaining(now: number): number {
    const { rate, unshared } = this.#rules;
    if (!this.#share) return rate.burst - unshared.burst + filled(this.#quiet, unshared, now).tokens;
    const all = filled(this.#rest, rate, now).tokens + this.#left - this.#debt;
    return Math.max(0, Math.min(rate.burst, all));
  }

  /** Milliseconds until `cost` can be paid here. */
  waitMs(cost: number, replicas: number): number {
    const { perSecond } = shareOf(this.#rules.rate, replicas);
    return ((cost - (this.#share?.tokens ?? 0)) / perSecond) * 1000;
  }

  #pay(cost: number, now: number, replicas: number): boolean {
    const share = filled(this.#share ?? { tokens: 0, at: now }, shareOf(this.#rules.rate, replicas), now);
    const granted = Math.min(this.#left, cost);
    const rest = granted === cost ? share : spent(share, cost - granted);
    this.#share = rest ?? share;
    if (!rest) return false;
    this.#left -= granted;
    this.#debt += cost - granted;
    return true;
  }

  #ask(cost: number, now: number): void {
    const passed = Math.max(0, now - this.#demandAt);
    this.#demand = this.#demand * Math.exp(-passed / demandMs) + (cost * 1000) / demandMs;
    this.#demandAt = Math.max(now, this.#demandAt);
  }

  #becomeShared(now: number, replicas: number): void {
    const { rate, unshared } = this.#rules;
    this.#debt = unshared.burst;
    this.#share = { tokens: Math.max(0, rate.burst / replicas - unshared.burst), at: now };
    this.#reportAt = now;
  }

  #isQuietAgain(now: number): boolean {
    const { unshared } = this.#rules;
    const untold = this.#debt > unshared.burst / 2;
    return this.#share !== undefined && now >= this.#reportAt && !untold && this.#demand < unshared.perSecond;
  }

  /** Whoever asks as seldom has a full budget, of which only a little is spent without telling. */
  #beginAnew(now: number, tokens: number): void {
    this.#share = undefined;
    this.#quiet = { tokens, at: now };
    [this.#left, this.#debt, this.#demand] = [0, 0, 0];
  }
}
