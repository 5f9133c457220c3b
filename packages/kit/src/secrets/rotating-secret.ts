import { errors } from '../errors/index.ts';
import type { Clock } from '../time/index.ts';
import type { Secrets } from './secrets.ts';

export interface RotatingSecretOptions<T> {
  readonly secrets: Secrets;
  readonly name: string;
  /** What the text means; throws when it means nothing. Runs once for each text. */
  readonly parse: (text: string) => T | Promise<T>;
  readonly clock: Clock;
  /** How old a value may get before the store is asked again; a minute. */
  readonly refreshMs?: number;
  /** A reading that failed while an older value serves on. */
  readonly failed?: (error: unknown) => void;
}

interface Held<T> {
  readonly text: string;
  readonly value: T;
  readonly at: number;
}

const defaultRefreshMs = 60_000;
/** Neither a store that is down nor a forger makes us ask more often. */
const pauseMs = 10_000;

/**
 * A secret that may change while we run. Within `refreshMs` the value is the held one; up to twice that it still serves
 * while a new reading is under way; after that callers wait for it. A store that is down, or a value that is no good,
 * leaves the last good one in force.
 */
export class RotatingSecret<T> {
  readonly #options: RotatingSecretOptions<T>;
  readonly #refreshMs: number;
  #held: Held<T> | undefined;
  #triedAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<T> | undefined;

  constructor(options: RotatingSecretOptions<T>) {
    this.#options = options;
    this.#refreshMs = options.refreshMs ?? defaultRefreshMs;
  }

  async get(): Promise<T> {
    const held = this.#held;
    if (!held) return this.#read();
    const age = this.#options.clock.now() - held.at;
    if (age < this.#refreshMs || this.#isPausing()) return held.value;
    const reading = this.#readAgain(held);
    return age < 2 * this.#refreshMs ? held.value : reading;
  }

  /** For when the value seems to be out of date: asks the store now, unless it was asked a moment ago. */
  async renewed(): Promise<T> {
    const held = this.#held;
    if (!held) return this.#read();
    return this.#isPausing() ? held.value : this.#readAgain(held);
  }

  #isPausing(): boolean {
    return this.#reading === undefined && this.#options.clock.now() - this.#triedAt < pauseMs;
  }

  async #readAgain(held: Held<T>): Promise<T> {
    try {
      return await this.#read();
    } catch (error) {
      this.#options.failed?.(error);
      return held.value;
    }
  }

  #read(): Promise<T> {
    this.#reading ??= this.#load().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #load(): Promise<T> {
    const { secrets, name, clock } = this.#options;
    this.#triedAt = clock.now();
    const text = await secrets.get(name);
    const value = this.#held?.text === text ? this.#held.value : await this.#parsed(text);
    this.#held = { text, value, at: clock.now() };
    return value;
  }

  async #parsed(text: string): Promise<T> {
    const { name, parse } = this.#options;
    try {
      return await parse(text);
    } catch {
      // Whoever wrote the value must mend it. Its text must not reach a log through a cause.
      throw errors.unavailable(`secret ${name} (it is not what it should be)`);
    }
  }
}
