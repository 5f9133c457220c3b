import { runInContext, withTimeout } from '@mercato/kit/context';
import { errors } from '@mercato/kit/errors';
import type { StateStore } from '@mercato/kit/state';
import { type Clock, systemClock } from '@mercato/kit/time';
import { announced, type Roster } from '../domain/roster.ts';
import { type Granted, placeOf, type Report, type SharedBuckets, settled } from '../domain/shared-buckets.ts';
import type { Rate } from '../domain/token-bucket.ts';
import type { TokenPool } from '../ports/index.ts';

export type StoreOperation = 'get' | 'create' | 'replace';

export interface StateTokenPoolOptions {
  readonly state: StateStore;
  readonly clock: Clock;
  /** This replica's name. */
  readonly replica: string;
  readonly rate: Rate;
  readonly periodMs: number;
  /** For an operation with its repetitions: what takes longer is of no use any more. */
  readonly settleMs?: number;
  /** Called with each operation on the store. */
  readonly counted: (operation: StoreOperation) => void;
}

const defaultSettleMs = 250;
const announceMs = 2_000;
/** Replicas that write the same item at the same moment. */
const tries = 4;

type Nothing = Readonly<Record<string, never>>;

/** What a change makes of an item, and what it answers. */
interface Changed<T, R> {
  readonly item: T;
  readonly answer: R;
}

/**
 * Budgets in the state store, several callers to an item, written guarded by ETag. A write whose answer was lost counts
 * twice at most, against the caller: it is a limit, not a ledger.
 */
export class StateTokenPool implements TokenPool {
  readonly #options: StateTokenPoolOptions;

  constructor(options: StateTokenPoolOptions) {
    this.#options = options;
  }

  settle(caller: string, report: Report, replicas: number): Promise<Granted> {
    const { clock, rate, periodMs, settleMs = defaultSettleMs } = this.#options;
    const { slot, name } = placeOf(caller);
    return this.#change<SharedBuckets, Granted>(`limit:${slot}`, settleMs, (buckets) => {
      const { buckets: item, granted } = settled(buckets, name, report, { rate, replicas, periodMs }, clock.now());
      return { item, answer: granted };
    });
  }

  announce(): Promise<number> {
    const { clock, replica } = this.#options;
    return this.#change<Roster, number>('limit:replicas', announceMs, (roster) => {
      const item = announced(roster, replica, clock.now());
      return { item, answer: Object.keys(item).length };
    });
  }

  /** With a deadline of its own, not that of the request which happened to ask. */
  #change<T extends object, R>(key: string, ms: number, change: (item: T | Nothing) => Changed<T, R>): Promise<R> {
    return runInContext({ requestId: key, deadline: systemClock.now() + ms }, () =>
      withTimeout('state store', ms, (signal) => this.#try(key, change, signal)),
    );
  }

  async #try<T extends object, R>(
    key: string,
    change: (item: T | Nothing) => Changed<T, R>,
    given: AbortSignal,
  ): Promise<R> {
    const { state, counted } = this.#options;
    for (let n = 0; n < tries && !given.aborted; n += 1) {
      counted('get');
      const stored = await state.get<T>(key);
      const { item, answer } = change(stored?.value ?? {});
      counted(stored ? 'replace' : 'create');
      const written = stored ? await state.replace(key, item, stored.etag) : await state.create(key, item);
      if (written === 'written') return answer;
    }
    throw errors.contended(key);
  }
}
