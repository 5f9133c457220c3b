import { setLatest } from '../collections/index.ts';
import { currentContext, runInContext } from '../context/index.ts';
import { DomainError, errors } from '../errors/index.ts';
import { randomIds } from '../ids/index.ts';
import type { Publisher } from '../messaging/index.ts';
import type { StateStore, Stored, Written } from '../state/index.ts';
import { type Clock, systemClock } from '../time/index.ts';
import type { Applied, Outcome, Waiting } from './apply.ts';
import { Owed } from './owed.ts';
import { OwnWrites } from './own-writes.ts';
import type { Aggregates, Decide, Envelope, ExecuteOptions, Snapshot, WriteMark } from './types.ts';

export interface StoredAggregatesOptions {
  readonly store: StateStore;
  readonly publisher: Publisher;
  /** Prefix of the keys: `<kind>:<id>`. */
  readonly kind: string;
  readonly clock?: Clock;
  /** How many conflicts in a row are borne before `write.contended`. */
  readonly attempts?: number;
}

interface Queued<S> extends Waiting<S> {
  readonly settle: 'now' | 'later';
  readonly isNew: boolean;
  readonly answer: (outcome: Outcome) => void;
}

const largestBatch = 64;
const batchTime = 10_000;
const rememberedKeys = 10_000;

/**
 * Aggregates as single items of a StateStore. In each process one writer per item takes all commands that wait and
 * writes them at once, so a hot item costs few writes; between processes the ETag decides.
 */
export class StoredAggregates<S> implements Aggregates<S> {
  readonly #store: StateStore;
  readonly #kind: string;
  readonly #clock: Clock;
  readonly #attempts: number;
  readonly #owed: Owed;
  readonly #writer = randomIds.uuid();
  #writes = 0;
  /** Items that this process has written or looked for lately: a command that makes one of them comes again. */
  readonly #met = new Map<string, true>();
  readonly #queues = new Map<string, Queued<S>[]>();

  constructor(options: StoredAggregatesOptions) {
    this.#store = options.store;
    this.#kind = options.kind;
    this.#clock = options.clock ?? systemClock;
    this.#attempts = options.attempts ?? 25;
    this.#owed = new Owed(options.store, options.publisher);
  }

  async load(id: string): Promise<Snapshot<S> | undefined> {
    const stored = await this.#store.get<Envelope<S>>(this.#key(id));
    return stored && { state: stored.value.state, version: stored.value.version };
  }

  async execute<R>(
    id: string,
    commandId: string | null,
    decide: Decide<S, R>,
    options: ExecuteOptions = {},
  ): Promise<R> {
    const outcome = await new Promise<Outcome>((answer) => {
      const { settle = 'now', expect } = options;
      const queued: Queued<S> = { commandId, decide, settle, isNew: expect === 'absent', answer };
      const queue = this.#queues.get(id);
      if (queue) queue.push(queued);
      else {
        this.#queues.set(id, [queued]);
        void this.#drain(id);
      }
    });
    if ('error' in outcome) throw outcome.error;
    return outcome.result as R;
  }

  #key(id: string): string {
    return `${this.#kind}:${id}`;
  }

  async #drain(id: string): Promise<void> {
    for (let queue = this.#queues.get(id); queue?.length; queue = this.#queues.get(id)) {
      const batch = queue.splice(0, largestBatch);
      // The batch serves many callers, so it must not end with the deadline of the one that happened to start it.
      const requestId = currentContext()?.requestId ?? randomIds.uuid();
      const deadline = this.#clock.now() + batchTime;
      const outcomes = await runInContext({ requestId, deadline }, () => this.#write(id, batch)).catch(
        (error: unknown) => batch.map(() => ({ error })),
      );
      batch.forEach((command, i) => command.answer(outcomes[i] ?? { error: errors.contended(id) }));
    }
    this.#queues.delete(id);
  }

  async #write(id: string, batch: readonly Queued<S>[]): Promise<readonly Outcome[]> {
    const key = this.#key(id);
    const own = new OwnWrites<S>(batch, () => this.#nextMark());
    if (this.#isNew(key, batch)) {
      const { next, outcomes } = own.applyTo(undefined);
      // What writes nothing is decided on a strong read alone.
      const made = next && (await this.#carryOut(key, batch, { next, outcomes }));
      if (made) return made;
    }
    for (let attempt = 1; attempt <= this.#attempts; attempt += 1) {
      const stored = await this.#store.get<Envelope<S>>(key);
      // What is owed must be out before a new write may drop it from the item.
      await this.#owed.publish(stored?.value.owed ?? []);
      const outcomes = await this.#carryOut(key, batch, own.applyTo(stored?.value), stored);
      if (outcomes) return outcomes;
      await this.#clock.sleep(Math.random() * Math.min(200, 5 * 2 ** Math.min(attempt, 6)));
    }
    throw errors.contended(key);
  }

  #isNew(key: string, batch: readonly Queued<S>[]): boolean {
    const isNew = batch.every((command) => command.isNew) && !this.#met.has(key);
    setLatest(this.#met, key, true, rememberedKeys);
    return isNew;
  }

  /** Undefined where another write came in between. */
  async #carryOut(
    key: string,
    batch: readonly Queued<S>[],
    { next, outcomes }: Applied<S>,
    stored?: Stored<Envelope<S>>,
  ): Promise<readonly Outcome[] | undefined> {
    if (next && (await this.#put(key, next, stored)) === 'conflict') return undefined;
    const owed = (next ?? stored?.value)?.owed ?? [];
    await this.#owed.publish(owed);
    if (owed.length > 0 && batch.some((c) => c.settle === 'now')) await this.#owed.clear(key, owed);
    return outcomes;
  }

  #nextMark(): WriteMark {
    this.#writes += 1;
    return { writer: this.#writer, n: this.#writes };
  }

  async #put(key: string, next: Envelope<S>, stored: Stored<Envelope<S>> | undefined): Promise<Written> {
    try {
      return stored ? await this.#store.replace(key, next, stored.etag) : await this.#store.create(key, next);
    } catch (error) {
      // Written or not, nobody knows: reading again finds the write's mark if it was.
      if (error instanceof DomainError && error.code === 'dependency.timeout') return 'conflict';
      throw error;
    }
  }
}
