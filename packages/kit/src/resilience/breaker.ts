import CircuitBreaker from 'opossum';
import { DomainError, errors, isRefusal } from '../errors/index.ts';
import { counter, gauge } from '../telemetry/index.ts';

const states = ['closed', 'half_open', 'open'] as const;
export type BreakerState = (typeof states)[number];

/** Stands before a third party: while it mostly fails, nobody waits for it, and it is left alone. */
export interface Breaker {
  readonly state: BreakerState;
  /** Does the work, or throws `dependency.unavailable` without beginning it. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export interface BreakerOptions {
  /** Who it stands before, as errors and metrics name it. */
  readonly dependency: string;
  /** It opens when more than this share of the calls in the window failed. */
  readonly errorRate?: number;
  /** Fewer calls than this in the window say nothing. */
  readonly minimumCalls?: number;
  /** How far back calls count, and how long it stays open: so that it closes with nothing left of what opened it. */
  readonly windowMs?: number;
  /** Which errors are the third party's failure; all but refusals, busy ones and a caller out of time if not given. */
  readonly isFailure?: (error: unknown) => boolean;
}

/** True for what tells of an outage: a "no" of the business, a conflict and a caller without time tell of none. */
export const isOutage = (error: unknown): boolean =>
  !(isRefusal(error) || (error instanceof DomainError && (error.busy || error.code === 'deadline.exceeded')));

/** For what fails only when told to. */
export const unguarded: Breaker = { state: 'closed', run: (work) => work() };

type Work = () => Promise<unknown>;

/**
 * Opens at an error rate with a minimum volume, which Dapr's breakers cannot say and which a third party outside of Dapr
 * needs in the process. One call at a time is let through to try it when it has been open long enough.
 */
export class ErrorRateBreaker implements Breaker {
  readonly #dependency: string;
  readonly #circuit: CircuitBreaker<[Work]>;

  constructor(options: BreakerOptions) {
    const { dependency, errorRate = 0.5, minimumCalls = 10, windowMs = 10_000, isFailure = isOutage } = options;
    this.#dependency = dependency;
    this.#circuit = new CircuitBreaker((work: Work) => work(), {
      name: dependency,
      timeout: false,
      errorThresholdPercentage: errorRate * 100,
      volumeThreshold: minimumCalls,
      rollingCountTimeout: windowMs,
      resetTimeout: windowMs,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      errorFilter: (error) => !isFailure(error),
    });
    for (const event of ['open', 'halfOpen', 'close'] as const) this.#circuit.on(event as 'open', () => this.#show());
    this.#show();
  }

  get state(): BreakerState {
    if (this.#circuit.closed) return 'closed';
    return this.#circuit.halfOpen ? 'half_open' : 'open';
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    // Refused here, because the library would count a refusal as a call and so think the error rate lower than it is.
    if (!this.#circuit.closed && !this.#circuit.pendingClose) {
      counter('breaker_rejections_total').inc({ dependency: this.#dependency });
      throw errors.unavailable(this.#dependency);
    }
    return (await this.#circuit.fire(work)) as T;
  }

  #show(): void {
    for (const state of states)
      gauge('breaker_state').set({ dependency: this.#dependency, state }, state === this.state ? 1 : 0);
  }
}
