import { setLatest } from '../collections/index.ts';
import type { Clock } from '../time/index.ts';
import type { Caller } from './caller.ts';

interface Entry {
  readonly caller: Caller;
  readonly until: number;
}

const defaultSize = 10_000;

/** Tokens that were verified, until they expire: a signature costs more CPU than most requests. Keeps the latest used. */
export class VerifiedTokens {
  readonly #clock: Clock;
  readonly #size: number;
  readonly #entries = new Map<string, Entry>();

  constructor(clock: Clock, size: number = defaultSize) {
    this.#clock = clock;
    this.#size = size;
  }

  find(token: string): Caller | undefined {
    const entry = this.#entries.get(token);
    if (!entry) return undefined;
    this.#entries.delete(token);
    if (entry.until <= this.#clock.now()) return undefined;
    // Last in the map is last used.
    this.#entries.set(token, entry);
    return entry.caller;
  }

  remember(token: string, caller: Caller, until: number): void {
    setLatest(this.#entries, token, { caller, until }, this.#size);
  }
}
