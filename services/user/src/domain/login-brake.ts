import { Brake } from './brake.ts';
import { refusals } from './errors.ts';

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
  readonly #accounts = new Brake(10, refusals.braked);
  /** More than are ever hashed and waiting at once: an office that signs in at nine is no attack. */
  readonly #clients = new Brake(100, refusals.braked);

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
