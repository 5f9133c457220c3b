import type { Logger } from '@mercato/kit/telemetry';
import { CarrierSchedule } from './carrier-schedule.ts';
import { type CarrierPace, type NextLook, advance, movableSince } from './domain/carriage.ts';
import { type ShippingParts, decideOn, momentOf } from './use-cases/parts.ts';

export interface CarrierOptions extends ShippingParts {
  readonly pace: CarrierPace;
  /** Pause between two looks while parcels are under way. */
  readonly tickMs: number;
  /** The longest pause while there are none, and how often the list is looked at while there are. */
  readonly idleTickMs: number;
  readonly log: Pick<Logger, 'warn'>;
}

const atOnce = 8;

/**
 * The simulated carrier: looks at the parcels under way and moves those whose time has come. Several replicas may do so
 * at once, since each move is a guarded write; each moves what was released at it, and late what others leave lying.
 */
export class Carrier {
  readonly #options: CarrierOptions;
  readonly #schedule = new CarrierSchedule();
  #listAt = 0;
  #pause: number;
  #sleep = new AbortController();
  #loop: Promise<void> | undefined;
  #stopped = false;

  constructor(options: CarrierOptions) {
    this.#options = options;
    this.#pause = options.tickMs;
  }

  /** One look at the parcels that are due; true if any are under way. */
  async tick(): Promise<boolean> {
    const { active, clock, idleTickMs } = this.#options;
    if (this.#schedule.underWay === 0 || clock.now() >= this.#listAt) {
      await this.#takeOff();
      this.#schedule.listed(await active.list());
      this.#listAt = clock.now() + idleTickMs;
    }
    const due = this.#schedule.due(clock.now());
    for (let i = 0; i < due.length; i += atOnce) {
      await Promise.all(due.slice(i, i + atOnce).map((orderId) => this.#move(orderId)));
    }
    if (this.#schedule.underWay === 0) await this.#takeOff();
    return this.#schedule.underWay > 0;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** A parcel was released here: ends a long pause at once. */
  released(orderId: string): void {
    const { clock, pace } = this.#options;
    this.#schedule.released(orderId, clock.now() + pace.dispatchAfterMs);
    if (this.#pause <= this.#options.tickMs) return;
    this.#pause = this.#options.tickMs;
    this.#sleep.abort();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#sleep.abort();
    await this.#loop;
  }

  /** Many at once, now and then: those of one bucket cost one write. Each owed nothing any more when it was done. */
  async #takeOff(): Promise<void> {
    const { finished } = this.#schedule;
    if (finished.length === 0) return;
    await this.#options.active.remove(finished);
    this.#schedule.takenOff(finished);
  }

  /** One that failed stays due. */
  async #move(orderId: string): Promise<void> {
    try {
      const next = this.#schedule.isOwn(orderId) ? await this.#advance(orderId) : await this.#leftByOthers(orderId);
      if (next === null) this.#schedule.done(orderId);
      else this.#schedule.again(orderId, next);
    } catch (error) {
      this.#options.log.warn({ err: error, orderId }, 'a parcel could not be moved, trying again');
    }
  }

  async #leftByOthers(orderId: string): Promise<NextLook> {
    const { shipments, pace, clock, idleTickMs } = this.#options;
    const found = await shipments.load(orderId);
    const late = found ? movableSince(found.state, pace) + 2 * idleTickMs : 0;
    return late > clock.now() ? late : this.#advance(orderId);
  }

  /** What was told stays with the shipment until it is written again, which spares a write. */
  #advance(orderId: string): Promise<NextLook> {
    const { pace } = this.#options;
    return decideOn(
      this.#options,
      orderId,
      (current, version) => advance(current, pace, momentOf(this.#options, version)),
      { settle: 'later' },
    );
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
