import { setLatest } from '@mercato/kit/collections';

interface Attempts {
  readonly counted: number;
  readonly blockedUntil: number;
  readonly forgetAt: number;
}

const longestBlock = 60_000;
const memory = 15 * 60_000;
const rememberedKeys = 10_000;

/** What is said to whoever tries too often; `retryAfter` in seconds. */
export type Refuse = (retryAfter: number) => Error;

/** Free attempts, then a wait that doubles from one second to a minute. */
export class Brake {
  readonly #free: number;
  readonly #refuse: Refuse;
  readonly #attempts = new Map<string, Attempts>();

  constructor(free: number, refuse: Refuse) {
    this.#free = free;
    this.#refuse = refuse;
  }

  check(key: string, now: number): void {
    const { blockedUntil } = this.#known(key, now) ?? { blockedUntil: 0 };
    if (blockedUntil > now) throw this.#refuse(Math.ceil((blockedUntil - now) / 1000));
  }

  count(key: string, now: number): void {
    const counted = (this.#known(key, now)?.counted ?? 0) + 1;
    const block = counted < this.#free ? 0 : Math.min(longestBlock, 1000 * 2 ** (counted - this.#free));
    const attempts = { counted, blockedUntil: now + block, forgetAt: now + memory };
    setLatest(this.#attempts, key, attempts, rememberedKeys);
  }

  /** Takes one attempt back, since it was none to worry about. */
  uncount(key: string): void {
    const known = this.#attempts.get(key);
    if (!known) return;
    const counted = known.counted - 1;
    this.#attempts.set(key, { ...known, counted, blockedUntil: counted < this.#free ? 0 : known.blockedUntil });
  }

  forget(key: string): void {
    this.#attempts.delete(key);
  }

  get size(): number {
    return this.#attempts.size;
  }

  #known(key: string, now: number): Attempts | undefined {
    const known = this.#attempts.get(key);
    return known && known.forgetAt > now ? known : undefined;
  }
}
