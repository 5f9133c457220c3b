import type { Logger } from '@mercato/kit/telemetry';
import { type CarrierPace, type NextLook, advance } from './domain/carriage.ts';
import { type ShippingParts, decideOn, momentOf } from './use-cases/parts.ts';

export interface CarrierOptions extends ShippingParts {
  readonly pace: CarrierPace;
  /** Pause between two looks while parcels are under way. */
  readonly tickMs: number;
  /** The longest pause while there are none. */
  readonly idleTickMs: number;
  readonly log: Pick<Logger, 'warn'>;
}

const atOnce = 8;

/**
 * The simulated carrier: looks at the parcels under way and moves those whose time has come. Several replicas may do so
 * at once, since each move is a guarded write.
 */
export class Carrier {
  readonly #options: CarrierOptions;
  /** When to look at a parcel again: only a hint that saves reads, lost with the process. */
  readonly #nextLooks = new Map<string, number>();
  #pause: number;
  #sleep = new AbortController();
  #loop: Promise<void> | undefined;
  #stopped = false;

  constructor(options: CarrierOptions) {
    this.#options = options;
    this.#pause = options.tickMs;
  }

  /** One look at all parcels under way; true if there were any. */
  async tick(): Promise<boolean> {
    const { active, clock } = this.#options;
    const orderIds = await active.list();
    const listed = new Set(orderIds);
    for (const known of this.#nextLooks.keys()) if (!listed.has(known)) this.#nextLooks.delete(known);
    const due = orderIds.filter((orderId) => (this.#nextLooks.get(orderId) ?? 0) <= clock.now());
    const done: string[] = [];
    for (let i = 0; i < due.length; i += atOnce) {
      const batch = due.slice(i, i + atOnce);
      const looks = await Promise.all(batch.map((orderId) => this.#move(orderId)));
      done.push(...batch.filter((_, at) => looks[at] === null));
    }
    // Only now, when all they owed is published: what is removed too early would be forgotten.
    if (done.length > 0) await active.remove(done);
    return orderIds.length > 0;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** A parcel was released here: ends a long pause at once. */
  wake(): void {
    if (this.#pause <= this.#options.tickMs) return;
    this.#pause = this.#options.tickMs;
    this.#sleep.abort();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#sleep.abort();
    await this.#loop;
  }

  /** Undefined when it failed: the parcel stays listed and is due at the next look. */
  async #move(orderId: string): Promise<NextLook | undefined> {
    const { pace, log } = this.#options;
    try {
      const next = await decideOn(this.#options, orderId, (current, version) =>
        advance(current, pace, momentOf(this.#options, version)),
      );
      if (next !== null) this.#nextLooks.set(orderId, next);
      return next;
    } catch (error) {
      log.warn({ err: error, orderId }, 'a parcel could not be moved, trying again');
      return undefined;
    }
  }

  async #run(): Promise<void> {
    const { tickMs, idleTickMs, clock, log } = this.#options;
    while (!this.#stopped) {
      const busy = await this.tick().catch((error: unknown) => {
        log.warn({ err: error }, 'the parcels under way could not be read, trying again');
        return false;
      });
      const woken = this.#sleep.signal.aborted;
      this.#pause = busy || woken ? tickMs : Math.min(this.#pause * 2, idleTickMs);
      this.#sleep = new AbortController();
      if (!this.#stopped) await clock.sleep(this.#pause, this.#sleep.signal).catch(() => undefined);
    }
  }
}
