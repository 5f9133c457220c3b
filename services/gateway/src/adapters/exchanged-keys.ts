import { authErrors, readApiKey } from '@mercato/kit/auth';
import { setLatest } from '@mercato/kit/collections';
import { hashOf } from '@mercato/kit/ids';
import type { Clock } from '@mercato/kit/time';
import { refusals } from '../domain/errors.ts';
import type { MachineKeys } from '../ports/index.ts';

export interface Exchange {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

export interface ExchangedKeysOptions {
  /** Asks the user service; null for a key that is unknown, revoked or over. */
  readonly lookUp: (key: string) => Promise<Exchange | null>;
  readonly clock: Clock;
}

interface Known {
  readonly answer: Promise<string | null>;
  until: number;
}

const mostKnown = 5_000;
const refusedMs = 10_000;
/** A token is not used up to its last moment: a request with it is still on its way. */
const marginMs = 30_000;
/** So that made-up keys do not become calls without end. */
const lookUpsASecond = 50;

/** Tokens by key, each for as long as it lives; the keys themselves are not kept. */
export class ExchangedKeys implements MachineKeys {
  readonly #options: ExchangedKeysOptions;
  readonly #known = new Map<string, Known>();
  #second = 0;
  #lookUps = 0;

  constructor(options: ExchangedKeysOptions) {
    this.#options = options;
  }

  async exchange(key: string): Promise<string> {
    if (!readApiKey(key)) throw authErrors.invalid();
    const name = hashOf(key);
    const known = this.#known.get(name);
    const token = await (known && known.until > this.#options.clock.now() ? known.answer : this.#ask(name, key));
    if (token === null) throw authErrors.invalid();
    return token;
  }

  #ask(name: string, key: string): Promise<string | null> {
    this.#spend();
    const { lookUp, clock } = this.#options;
    const known: Known = {
      until: Number.POSITIVE_INFINITY,
      answer: lookUp(key).then(
        (found) => {
          known.until = clock.now() + (found ? found.expiresIn * 1000 - marginMs : refusedMs);
          return found?.accessToken ?? null;
        },
        (error: unknown) => {
          this.#known.delete(name);
          throw error;
        },
      ),
    };
    setLatest(this.#known, name, known, mostKnown);
    return known.answer;
  }

  #spend(): void {
    const second = Math.floor(this.#options.clock.now() / 1000);
    if (second !== this.#second) [this.#second, this.#lookUps] = [second, 0];
    this.#lookUps += 1;
    if (this.#lookUps > lookUpsASecond) throw refusals.busy();
  }
}
