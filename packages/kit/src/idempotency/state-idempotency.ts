import type { StateStore } from '../state/index.ts';
import type { Clock } from '../time/index.ts';
import type { IdempotencyClaim, IdempotencyStore, Replay, Running } from './types.ts';

/** Keeps first answers in the service's own state for 24 hours. */
export class StateIdempotency implements IdempotencyStore {
  readonly #store: StateStore;
  readonly #clock: Clock;

  constructor(store: StateStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async begin(claim: IdempotencyClaim): Promise<Running | Replay> {
    throw new Error(`not yet ${claim.key} ${typeof this.#store} ${this.#clock.now()}`);
  }
}
