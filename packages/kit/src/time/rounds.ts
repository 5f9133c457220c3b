import type { Clock } from './clock.ts';

export interface RoundsOptions {
  readonly clock: Clock;
  /** Between two rounds. */
  readonly pauseMs: number;
  /** Before the first one, where that is another pause. */
  readonly firstMs?: number;
  readonly work: () => Promise<unknown>;
  /** A round that failed; the next one comes all the same. */
  readonly failed: (error: unknown) => void;
}

/** Does something again and again until it is stopped. */
export class Rounds {
  readonly #options: RoundsOptions;
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(options: RoundsOptions) {
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
    const { clock, pauseMs, firstMs = pauseMs, work, failed } = this.#options;
    const { signal } = this.#stopping;
    for (let pause = firstMs; !signal.aborted; pause = pauseMs) {
      await clock.sleep(pause, signal).catch(() => undefined);
      if (signal.aborted) return;
      await work().catch(failed);
    }
  }
}
