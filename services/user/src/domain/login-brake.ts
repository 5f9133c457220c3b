import { refusals } from './errors.ts';

interface Attempts {
  readonly failed: number;
  readonly blockedUntil: number;
  readonly forgetAt: number;
}

const freeAttempts = 10;
const longestBlock = 60_000;
const memory = 15 * 60_000;
const rememberedAddresses = 10_000;

/**
 * Slows guessing at one address: ten free attempts, then a wait that doubles from one second to a minute. Counted in this
 * process only, so N replicas allow N times as much. The wait is short, since whoever knows an address could lock its owner out.
 */
export class LoginBrake {
  readonly #attempts = new Map<string, Attempts>();

  /** Counts an attempt as failed until `succeeded` says otherwise, so that guesses made at once are all counted. */
  attempt(address: string, now: number): void {
    const known = this.#attempts.get(address);
    const before = known && known.forgetAt > now ? known : undefined;
    if (before && before.blockedUntil > now) throw refusals.braked(Math.ceil((before.blockedUntil - now) / 1000));
    const failed = (before?.failed ?? 0) + 1;
    const block = failed < freeAttempts ? 0 : Math.min(longestBlock, 1000 * 2 ** (failed - freeAttempts));
    // Put back at the end, so that the first one is the one untouched for longest.
    this.#attempts.delete(address);
    this.#attempts.set(address, { failed, blockedUntil: now + block, forgetAt: now + memory });
    this.#trim();
  }

  succeeded(address: string): void {
    this.#attempts.delete(address);
  }

  get size(): number {
    return this.#attempts.size;
  }

  #trim(): void {
    if (this.#attempts.size <= rememberedAddresses) return;
    const [oldest] = this.#attempts.keys();
    if (oldest !== undefined) this.#attempts.delete(oldest);
  }
}
