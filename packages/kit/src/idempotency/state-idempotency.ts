import { DomainError, errors } from '../errors/index.ts';
import { hashOf, type Ids, randomIds } from '../ids/index.ts';
import type { StateStore, Stored, Written } from '../state/index.ts';
import type { Clock } from '../time/index.ts';
import { idempotencyErrors } from './errors.ts';
import type { IdempotencyClaim, IdempotencyStore, KeptAnswer, Replay, Running } from './types.ts';

interface Kept {
  readonly requestHash: string;
  /** Who runs it: a record may be taken over, and a late owner must not overwrite what its successor stored. */
  readonly runner: string;
  readonly startedAt: number;
  /** As text: the store keeps no order of keys, and a repetition gets the same bytes. */
  readonly answer?: string;
}

const keptMs = 24 * 3600 * 1000;
/** Twice the longest request: whoever has not ended by then is dead. */
const abandonedAfterMs = 60_000;
const attempts = 5;

/** Keeps first answers in the service's own state for 24 hours, by a field and our clock: a TTL must guard nothing. */
export class StateIdempotency implements IdempotencyStore {
  readonly #store: StateStore;
  readonly #clock: Clock;
  readonly #ids: Ids;

  constructor(store: StateStore, clock: Clock, ids: Ids = randomIds) {
    this.#store = store;
    this.#clock = clock;
    this.#ids = ids;
  }

  async begin(claim: IdempotencyClaim): Promise<Running | Replay> {
    const key = `idem:${claim.routeId}:${claim.subject}:${hashOf(claim.key)}`;
    const runner = this.#ids.uuid();
    const mine: Kept = { requestHash: claim.requestHash, runner, startedAt: this.#clock.now() };
    // Most keys are new, so it writes first and reads only when somebody was here before.
    if ((await written(this.#store.create(key, mine))) === 'written') return this.#running(key, runner);
    for (let attempt = 0; attempt < attempts; attempt++) {
      const found = await this.#settle(key, mine);
      if (found) return found;
    }
    throw errors.contended(key);
  }

  /** Undefined when another writer came in between. */
  async #settle(key: string, mine: Kept): Promise<Running | Replay | undefined> {
    const stored = await this.#store.get<Kept>(key);
    if (!stored) return this.#ifWritten(await written(this.#store.create(key, mine)), key, mine);
    // Our own write whose answer was lost.
    if (stored.value.runner === mine.runner) return this.#running(key, mine.runner);
    const age = this.#clock.now() - stored.value.startedAt;
    if (age < keptMs) {
      if (stored.value.requestHash !== mine.requestHash) throw idempotencyErrors.keyReused();
      if (stored.value.answer) return { kind: 'replay', answer: JSON.parse(stored.value.answer) as KeptAnswer };
      if (age < abandonedAfterMs) throw idempotencyErrors.inProgress();
    }
    return this.#ifWritten(await written(this.#store.replace(key, mine, stored.etag)), key, mine);
  }

  #ifWritten(outcome: Written, key: string, mine: Kept): Running | undefined {
    return outcome === 'written' ? this.#running(key, mine.runner) : undefined;
  }

  #running(key: string, runner: string): Running {
    return {
      kind: 'run',
      finish: async (kept) => {
        const answer = JSON.stringify(kept);
        await this.#ifOurs(key, runner, ({ value, etag }) => this.#store.replace(key, { ...value, answer }, etag));
      },
      abandon: async () => {
        await this.#ifOurs(key, runner, ({ etag }) => this.#store.remove(key, etag));
      },
    };
  }

  async #ifOurs(key: string, runner: string, write: (stored: Stored<Kept>) => Promise<unknown>): Promise<void> {
    const stored = await this.#store.get<Kept>(key);
    if (stored?.value.runner === runner) await write(stored);
  }
}

/** Written or not, nobody knows: the next look tells. A key must not stay blocked by a request that was never run. */
const written = async (write: Promise<Written>): Promise<Written> => {
  try {
    return await write;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'dependency.timeout') return 'conflict';
    throw error;
  }
};
