import type { Logger } from '@mercato/kit/telemetry';
import type { AnalyticsDeps } from './use-cases/deps.ts';
import { sweep } from './use-cases/sweep.ts';

export interface SweeperOptions extends AnalyticsDeps {
  /** Pause between two sweeps. */
  readonly everyMs: number;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

const firstMs = 60_000;

/** Sweeps the archive now and then. Several replicas may do so at once: what is gone is gone. */
export class Sweeper {
  readonly #options: SweeperOptions;
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(options: SweeperOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { clock, everyMs, log } = this.#options;
    const { signal } = this.#stopping;
    // Soon after the start, however seldom after that: a service that is often restarted sweeps too.
    for (let pause = Math.min(everyMs, firstMs); !signal.aborted; pause = everyMs) {
      await clock.sleep(pause, signal).catch(() => undefined);
      if (signal.aborted) return;
      try {
        const removed = await sweep(this.#options);
        if (removed > 0) log.info({ removed }, 'old events were removed from the archive');
      } catch (error) {
        log.warn({ err: error }, 'the archive could not be swept, trying again later');
      }
    }
  }
}
