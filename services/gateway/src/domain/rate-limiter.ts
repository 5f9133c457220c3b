export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
  /** How many callers are remembered. */
  readonly callers?: number;
}

export interface Admission {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the bucket is full again. */
  readonly resetSeconds: number;
  /** Whole seconds until one more request is allowed. */
  readonly retryAfterSeconds: number;
}

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/**
 * A token bucket per caller. It counts in this process only: with N replicas a caller may get up to N times as much. The
 * caller unheard of for longest is forgotten first, and a forgotten caller starts with a full bucket.
 */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #callers: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(limit: RateLimit) {
    this.#limit = limit;
    this.#callers = limit.callers ?? 50_000;
  }

  admit(caller: string, now: number): Admission {
    const { perSecond, burst } = this.#limit;
    const known = this.#buckets.get(caller) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, known.tokens + (Math.max(0, now - known.at) * perSecond) / 1000);
    const allowed = filled >= 1;
    const tokens = allowed ? filled - 1 : filled;
    // Put back at the end, so that the first one is the one unheard of for longest.
    this.#buckets.delete(caller);
    this.#buckets.set(caller, { tokens, at: now });
    this.#trim();
    return {
      allowed,
      limit: burst,
      remaining: Math.floor(tokens),
      resetSeconds: Math.ceil((burst - tokens) / perSecond),
      retryAfterSeconds: Math.max(1, Math.ceil((1 - tokens) / perSecond)),
    };
  }

  get size(): number {
    return this.#buckets.size;
  }

  #trim(): void {
    if (this.#buckets.size <= this.#callers) return;
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
