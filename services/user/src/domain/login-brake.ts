import { setLatest } from '@mercato/kit/collections';
import { refusals } from './errors.ts';

interface Attempts {
  readonly failed: number;
  readonly blockedUntil: number;
  readonly forgetAt: number;
}

const longestBlock = 60_000;
const memory = 15 * 60_000;
const rememberedKeys = 10_000;

/** Free attempts, then a wait that doubles from one second to a minute. */
class Brake {
  readonly #free: number;
  readonly #attempts = new Map<string, Attempts>();

  constructor(free: number) {
    this.#free = free;
  }

  check(key: string, now: number): void {
    const { blockedUntil } = this.#known(key, now) ?? { blockedUntil: 0 };
    if (blockedUntil > now) throw refusals.braked(Math.ceil((blockedUntil - now) / 1000));
  }

  count(key: string, now: number): void {
    const failed = (this.#known(key, now)?.failed ?? 0) + 1;
    const block = failed < this.#free ? 0 : Math.min(longestBlock, 1000 * 2 ** (failed - this.#free));
    const attempts = { failed, blockedUntil: now + block, forgetAt: now + memory };
    setLatest(this.#attempts, key, attempts, rememberedKeys);
  }

  /** Takes one attempt back, since it was none to worry about. */
  uncount(key: string): void {
    const known = this.#attempts.get(key);
    if (!known) return;
    const failed = known.failed - 1;
    this.#attempts.set(key, { ...known, failed, blockedUntil: failed < this.#free ? 0 : known.blockedUntil });
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

/** Who tries to sign in to what. */
export interface Attempt {
  readonly email: string;
  /** The network address, where it is known. */
  readonly client: string | null;
  /** Whether the account was signed in to from there before. */
  readonly familiar: boolean;
}

/**
 * Slows guessing: at one account from all strangers together, at one account from each place that is familiar to it, and
 * from one place at all accounts. So nobody who only knows an address keeps its owner out where the owner usually is.
 * Counted in this process only: N replicas allow N times as much.
 */
export class LoginBrake {
  readonly #accounts = new Brake(10);
  /** More than are ever hashed and waiting at once: an office that signs in at nine is no attack. */
  readonly #clients = new Brake(100);

  /** Before anything is read for a client that guesses. */
  admit(client: string | null, now: number): void {
    if (client !== null) this.#clients.check(client, now);
  }

  /** Counts an attempt as failed until `succeeded` says otherwise, so that guesses made at once are all counted. */
  attempt(attempt: Attempt, now: number): void {
    const { client } = attempt;
    this.admit(client, now);
    this.#accounts.check(accountKey(attempt), now);
    this.#accounts.count(accountKey(attempt), now);
    if (client !== null) this.#clients.count(client, now);
  }

  /** Whoever has an account of their own does not wipe out what they tried at others. */
  succeeded(attempt: Attempt): void {
    this.#accounts.forget(accountKey(attempt));
    if (attempt.client !== null) this.#clients.uncount(attempt.client);
  }

  /** It was never compared with anything. */
  withdraw(attempt: Attempt): void {
    this.#accounts.uncount(accountKey(attempt));
    if (attempt.client !== null) this.#clients.uncount(attempt.client);
  }

  get size(): number {
    return this.#accounts.size + this.#clients.size;
  }
}

const accountKey = ({ email, client, familiar }: Attempt): string => (familiar ? `${email} from ${client}` : email);
