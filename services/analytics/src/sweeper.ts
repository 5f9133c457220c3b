import type { Logger } from '@mercato/kit/telemetry';
import { Rounds } from '@mercato/kit/time';
import type { AnalyticsDeps } from './use-cases/deps.ts';
import { sweep } from './use-cases/sweep.ts';

export interface SweeperOptions extends AnalyticsDeps {
  /** Pause between two sweeps. */
  readonly everyMs: number;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

const firstMs = 60_000;

/** Sweeps the archive now and then. Several replicas may do so at once: what is gone is gone. */
export const sweeper = ({ everyMs, log, ...deps }: SweeperOptions): Rounds =>
  new Rounds({
    clock: deps.clock,
    pauseMs: everyMs,
    // Soon after the start, however seldom after that: a service that is often restarted sweeps too.
    firstMs: Math.min(everyMs, firstMs),
    work: async () => {
      const removed = await sweep(deps);
      if (removed > 0) log.info({ removed }, 'old events were removed from the archive');
    },
    failed: (error) => log.warn({ err: error }, 'the archive could not be swept, trying again later'),
  });
