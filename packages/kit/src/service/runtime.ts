import type { ApiContract } from '@mercato/contracts/shared';
import { runInContext } from '../context/index.ts';
import type { Logger } from '../telemetry/index.ts';
import { systemClock } from '../time/index.ts';
import { correlationId } from './request-state.ts';
import { Held } from './held.ts';
import { InFlight } from './in-flight.ts';
import type { ServiceOptions } from './options.ts';

/** A service's options with every default filled in, and what it shares while it runs. */
export interface Runtime {
  readonly options: ServiceOptions<ApiContract>;
  readonly log: Logger;
  readonly inFlight: InFlight;
  /** Requests that wait for an outcome, and streams. */
  readonly waiting: Held;
  readonly streaming: Held;
  readonly deadlines: Required<NonNullable<ServiceOptions<ApiContract>['deadlines']>>;
  readonly checkAnswers: boolean;
  /** Aborted when the stop begins: streams end, `/readyz` says no. */
  readonly stopping: AbortController;
}

// Of at least fifty requests that the sidecar of a service with waiting or streaming routes lets in, ten commands and ten
// events must always find a place.
const mostWaiting = 16;
const mostStreaming = 12;
const defaultDeadlines = { headers: 10_000, request: 30_000, command: 25_000, event: 10_000 } as const;

export const runtimeOf = (options: ServiceOptions<ApiContract>, log: Logger): Runtime => ({
  options,
  log,
  inFlight: new InFlight(),
  waiting: new Held(mostWaiting),
  streaming: new Held(mostStreaming),
  deadlines: { ...defaultDeadlines, ...options.deadlines },
  checkAnswers: options.checkAnswers ?? process.env.NODE_ENV !== 'production',
  stopping: new AbortController(),
});

/** Runs a step that outlives its request (one event of a stream) with a deadline of its own. */
export const freshContext =
  (requestId: string | undefined, ms: number) =>
  <T>(step: () => T): T =>
    runInContext({ requestId: correlationId(requestId), deadline: systemClock.now() + ms }, step);
