import type { LocalAws } from '../local-aws/launch.ts';
import type { Observers } from '../observe/index.ts';
import type { ManagedProcess } from '../shared/managed-process.ts';
import { say, withProgress } from '../shared/progress.ts';
import { releaseShop } from './running-shop.ts';
import { stopSupervised } from './supervised.ts';

/** What is running, so that it can be ended in order from wherever the start has got to. */
export class ShopRun {
  localAws: LocalAws | undefined;
  sentry: ManagedProcess | undefined;
  cli: ManagedProcess | undefined;
  observers: Observers | undefined;
  #stopping: Promise<void> | undefined;

  get stopping(): boolean {
    return this.#stopping !== undefined;
  }

  /** Apps, their sidecars, the CLI with whatever is left of its group, who watches them, and what they all lean on last. */
  stop(): Promise<void> {
    this.#stopping ??= withProgress('stopping', async () => {
      if (this.cli !== undefined) await stopSupervised();
      await this.cli?.stop();
      await this.observers?.stop();
      await Promise.all([this.localAws?.stop(), this.sentry?.stop()]);
      releaseShop();
    });
    return this.#stopping;
  }

  /** A second Ctrl-C does not wait: leaving ends every process at once. */
  stopOnSignals(): void {
    let asked = 0;
    const onSignal = (): void => {
      const now = performance.now();
      // One Ctrl-C arrives more than once: from the terminal and passed on by whoever started us.
      if (this.stopping && now - asked > 1000) process.exit(1);
      if (this.stopping) return;
      asked = now;
      say('Stopping.');
      void this.stop().then(() => process.exit(0));
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  }
}
