import type { StateStore, Stored, Written } from '@mercato/kit/state';
import { type Fault, FaultPlan } from './faults.ts';

export type StateRead = 'get' | 'getMany';
export type StateOperation = StateRead | 'create' | 'replace' | 'remove';

// The runtime writes JSON anew for DynamoDB and keeps no order of keys: here it is always another one.
const reordered = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(reordered);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, reordered(inner)] as const)
      .toReversed(),
  );
};

export interface MemoryStateStoreOptions {
  /** By how many versions of its item an eventually consistent read is behind; asked anew for each item read. */
  readonly behind?: () => number;
  /** Which reads may be behind. Over Dapr `getMany` alone is; with `get` a test shows what needs it to be strong. */
  readonly eventual?: readonly StateRead[];
}

interface Item {
  readonly json: string;
  readonly etag: string;
}

/** StateStore in memory: values go through JSON as they do on the wire, and each operation yields to others first. */
export class MemoryStateStore implements StateStore {
  readonly faults = new FaultPlan();
  /** How often each operation was asked for. */
  readonly counts: Record<StateOperation, number> = { get: 0, getMany: 0, create: 0, replace: 0, remove: 0 };
  readonly #items = new Map<string, Item>();
  /** What lay under each key before, oldest first; kept only where reads may be behind. */
  readonly #before = new Map<string, (Item | undefined)[]>();
  readonly #behind: (() => number) | undefined;
  readonly #eventual: ReadonlySet<StateRead>;
  #nextTag = 1;

  constructor({ behind, eventual = ['getMany'] }: MemoryStateStoreOptions = {}) {
    this.#behind = behind;
    this.#eventual = new Set(eventual);
  }

  failNext(
    operation: StateOperation,
    fault: Fault,
    options: { readonly times?: number; readonly subject?: string } = {},
  ): void {
    this.faults.add(operation, fault, options);
  }

  get writes(): number {
    return this.counts.create + this.counts.replace + this.counts.remove;
  }

  get keys(): readonly string[] {
    return [...this.#items.keys()];
  }

  /** The value as it lies there, without a fault or a count. */
  peek<T>(key: string): T | undefined {
    const item = this.#items.get(key);
    return item && (JSON.parse(item.json) as T);
  }

  get<T>(key: string): Promise<Stored<T> | undefined> {
    return this.#do('get', key, () => this.#read<T>('get', key));
  }

  getMany<T>(keys: readonly string[]): Promise<ReadonlyMap<string, Stored<T>>> {
    return this.#do('getMany', keys.join(), () => {
      const found = new Map<string, Stored<T>>();
      for (const key of keys) {
        const stored = this.#read<T>('getMany', key);
        if (stored) found.set(key, stored);
      }
      return found;
    });
  }

  create(key: string, value: object): Promise<Written> {
    return this.#do('create', key, () => (this.#items.has(key) ? 'conflict' : this.#put(key, value)), 'conflict');
  }

  replace(key: string, value: object, etag: string): Promise<Written> {
    return this.#do('replace', key, () => (this.#matches(key, etag) ? this.#put(key, value) : 'conflict'), 'conflict');
  }

  remove(key: string, etag: string): Promise<Written> {
    return this.#do(
      'remove',
      key,
      (): Written => {
        if (!this.#matches(key, etag)) return 'conflict';
        this.#leave(key);
        this.#items.delete(key);
        return 'written';
      },
      'conflict',
    );
  }

  async #do<T>(operation: StateOperation, subject: string, work: () => T, onConflict?: T): Promise<T> {
    this.counts[operation] += 1;
    await Promise.resolve();
    return this.faults.run(operation, subject, work, onConflict);
  }

  #read<T>(read: StateRead, key: string): Stored<T> | undefined {
    const item = this.#seen(read, key);
    return item && { value: JSON.parse(item.json) as T, etag: item.etag };
  }

  #seen(read: StateRead, key: string): Item | undefined {
    const now = this.#items.get(key);
    const back = this.#eventual.has(read) ? (this.#behind?.() ?? 0) : 0;
    const before = this.#before.get(key) ?? [];
    return back === 0 || before.length === 0 ? now : before[Math.max(0, before.length - back)];
  }

  #leave(key: string): void {
    if (this.#behind) this.#before.set(key, [...(this.#before.get(key) ?? []), this.#items.get(key)]);
  }

  #matches(key: string, etag: string): boolean {
    return this.#items.get(key)?.etag === etag;
  }

  #put(key: string, value: object): Written {
    this.#leave(key);
    this.#items.set(key, {
      json: JSON.stringify(reordered(JSON.parse(JSON.stringify(value)))),
      etag: String(this.#nextTag),
    });
    this.#nextTag += 1;
    return 'written';
  }
}
