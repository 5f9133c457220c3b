import type { ServiceName } from '@mercato/contracts/shared';
import { DomainError } from '@mercato/kit/errors';
import { refusals } from '../domain/errors.ts';
import type { Pressure } from '../domain/pressure.ts';
import type { Claim, Denial, Ending, Slots } from '../domain/slots.ts';
import { countRateLimited, countShed, showBackend } from '../metrics.ts';
import type { ForwardedAnswer } from '../ports/index.ts';
import type { Admission, SharedLimiter } from './shared-limiter.ts';

export interface TrafficOptions {
  readonly limiter: SharedLimiter;
  readonly pressure: Pressure;
  readonly slots: Slots;
  readonly now: () => number;
  /** An answer that takes longer is a sign of pressure. */
  readonly targetMs: number;
  /** False leaves each caller its whole limit and sheds nothing: for measurements. */
  readonly isAdaptive: boolean;
}

export interface BackendClaim extends Claim {
  readonly app: ServiceName;
}

const isOver: ReadonlySet<string> = new Set(['dependency.unavailable', 'dependency.timeout', 'rate.limited']);

/** Who may ask how much, and how much of it at a time. */
export class Traffic {
  readonly #options: TrafficOptions;

  constructor(options: TrafficOptions) {
    this.#options = options;
  }

  /** Counts one request of a caller, at the price that its backend has for it. */
  admit(caller: string, app?: ServiceName): Admission {
    const { limiter, pressure, now, isAdaptive } = this.#options;
    if (app === undefined || !isAdaptive) return limiter.admit(caller);
    const at = now();
    const admission = limiter.admit(caller, pressure.price(caller, app, at));
    if (admission.allowed) pressure.asked(caller, app, at);
    return admission;
  }

  /** Forwards if the backend has a place for it, else refuses at once. Learns from the answer. */
  async through(
    claim: BackendClaim,
    client: AbortSignal,
    forward: () => Promise<ForwardedAnswer>,
  ): Promise<ForwardedAnswer> {
    if (!this.#options.isAdaptive) return forward();
    const begin = this.#options.now();
    const slot = this.#options.slots.enter(claim, begin);
    if (typeof slot === 'string') throw this.#refusal(claim, slot);
    const end = (ending: Ending): void => {
      const now = this.#options.now();
      slot.leave(ending, now);
      this.#learn(claim, ending, now - begin);
    };
    try {
      const answer = await forward();
      const ending = answer.status === 503 || answer.status === 504 ? 'rejected' : 'answered';
      if (Buffer.isBuffer(answer.body)) end(ending);
      else answer.body.once('close', () => end(ending));
      return answer;
    } catch (error) {
      end(endingOf(error, client));
      throw error;
    }
  }

  #refusal({ app, priority }: BackendClaim, denial: Denial): DomainError {
    this.#options.pressure.saw(app, 'rejected', this.#options.now());
    if (denial === 'crowding') {
      countRateLimited('crowding');
      return refusals.crowding();
    }
    countShed(app, priority);
    return refusals.overloaded();
  }

  #learn({ app, held }: BackendClaim, ending: Ending, took: number): void {
    const { pressure, slots, targetMs, now } = this.#options;
    const late = !held && took > targetMs;
    if (ending === 'rejected') pressure.saw(app, 'rejected', now());
    else if (late) pressure.saw(app, 'slow', now());
    else if (ending === 'answered') pressure.saw(app, 'well', now());
    showBackend(app, slots.use(app), pressure.lowest(app));
  }
}

const endingOf = (error: unknown, client: AbortSignal): Ending => {
  if (client.aborted) return 'gone';
  return error instanceof DomainError && isOver.has(error.code) ? 'rejected' : 'answered';
};
