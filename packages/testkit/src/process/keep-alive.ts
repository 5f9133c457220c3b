import { setTimeout as sleep } from 'node:timers/promises';
import type { ManagedProcess } from '../../../../tools/shared/managed-process.ts';

export interface Restart {
  readonly name: string;
  /** The pid of the process that ended. */
  readonly pid: number | undefined;
  readonly at: number;
}

export interface KeptAlive {
  /** What had to be started again so far. */
  readonly restarts: readonly Restart[];
  /** From now on what ends stays down; resolves once nothing is being started any more. */
  stop(): Promise<void>;
}

const pauseMs = 100;

/** Starts each process of a shop again when it ends, as a kubelet does. Stop it before the shop is stopped. */
export function keepAlive(shop: { apps: { service: ManagedProcess; sidecar: ManagedProcess }[] }): KeptAlive {
  const restarts: Restart[] = [];
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

  const tend = async (process: ManagedProcess): Promise<void> => {
    for (;;) {
      await Promise.race([process.ended(), stopped]);
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      restarts.push({ name: process.name, pid: process.pid, at: Date.now() });
      await process.start();
    }
  };
  const tending = Promise.all(shop.apps.flatMap(({ service, sidecar }) => [tend(service), tend(sidecar)]));
  return {
    restarts,
    stop: async () => {
      stopping.abort();
      await tending;
    },
  };
}
