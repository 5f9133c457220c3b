import { detached } from '@mercato/kit/context';
import { errors } from '@mercato/kit/errors';
import type { StateStore } from '@mercato/kit/state';
import type { Logger } from '@mercato/kit/telemetry';
import type { Clock } from '@mercato/kit/time';
import type { ChangeLog } from '../../ports/change-log.ts';
import { put } from '../update-item.ts';
import { bucketKey, bucketSize, Buckets } from './buckets.ts';

export interface StoredChangeLogDeps {
  readonly store: StateStore;
  readonly clock: Clock;
  readonly log: Logger;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

const attempts = 50;
// Noted changes wait this long for company, so that a busy shop does not rewrite the newest bucket for each order.
const gatherMs = 200;
const retryMs = 250;

/** Appends to the change log, one write at a time in this process for everything that waits. */
export class StoredChangeLog implements ChangeLog {
  readonly #deps: StoredChangeLogDeps;
  readonly #buckets: Buckets;
  #noted = new Set<string>();
  #waiting: { readonly ids: readonly string[]; readonly waiter: Waiter }[] = [];
  #running: Promise<void> | undefined;
  #gathering = false;
  #closing = false;
  #bucket: number | undefined;

  constructor(deps: StoredChangeLogDeps) {
    this.#deps = deps;
    this.#buckets = new Buckets(deps);
  }

  append(productIds: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ids: productIds, waiter: { resolve, reject } });
      this.#start();
    });
  }

  note(productId: string): void {
    this.#noted.add(productId);
    if (this.#gathering) return;
    this.#gathering = true;
    void this.#gather();
  }

  /** Writes what is still noted; for a graceful stop. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#start();
    await this.#running;
  }

  async #gather(): Promise<void> {
    await this.#deps.clock.sleep(gatherMs);
    this.#gathering = false;
    this.#start();
  }

  #start(): void {
    if (this.#running || !this.#hasWork) return;
    this.#running = detached(() => this.#drain());
  }

  get #hasWork(): boolean {
    return this.#waiting.length > 0 || this.#noted.size > 0;
  }

  async #drain(): Promise<void> {
    while (this.#hasWork) {
      const waiting = this.#waiting.splice(0);
      const noted = this.#noted;
      this.#noted = new Set();
      try {
        await this.#write([...new Set([...noted, ...waiting.flatMap((w) => w.ids)])]);
        for (const { waiter } of waiting) waiter.resolve();
      } catch (error) {
        for (const { waiter } of waiting) waiter.reject(error);
        for (const id of noted) this.#noted.add(id);
        this.#deps.log.warn({ err: error, noted: noted.size }, 'the change log could not be written');
        if (this.#closing) break;
        await this.#deps.clock.sleep(retryMs);
      }
    }
    // In the same turn as the last look at what waits: whoever comes next starts anew.
    this.#running = undefined;
  }

  async #write(ids: readonly string[]): Promise<void> {
    const at = this.#deps.clock.now();
    let left = ids.map((id) => ({ id, at }));
    for (let attempt = 1; left.length > 0; attempt += 1) {
      if (attempt > attempts) throw errors.contended('change log');
      left = await this.#fill(left);
    }
  }

  /** Puts what fits into the newest bucket this process knows of, and returns what is left. */
  async #fill<C extends { readonly id: string; readonly at: number }>(changes: C[]): Promise<C[]> {
    const n = (this.#bucket ??= await this.#buckets.newest());
    const stored = await this.#buckets.read(n);
    // Missing may mean not yet there, or removed long ago; a new bucket in the past would never be read.
    if (!stored && (await this.#buckets.head()) > n) {
      this.#bucket = undefined;
      return changes;
    }
    const entries = stored?.value.entries ?? [];
    const room = bucketSize - entries.length;
    if (room <= 0) {
      this.#bucket = n + 1;
      return changes;
    }
    const bucket = { entries: [...entries, ...changes.slice(0, room)] };
    if ((await put(this.#deps.store, bucketKey(n), bucket, stored)) === 'conflict') return changes;
    if (!stored && n > 0) await this.#buckets.opened(n);
    return changes.slice(room);
  }
}
