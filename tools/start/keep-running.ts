import { setTimeout as sleep } from 'node:timers/promises';
import type { ManagedProcess } from '../shared/managed-process.ts';
import { say } from '../shared/progress.ts';

/** Starts a process again when it dies by itself: what it knows is on disk. */
export async function keepRunning(process: ManagedProcess, isStopping: () => boolean): Promise<void> {
  for (;;) {
    await process.ended();
    if (isStopping()) return;
    say(`! ${process.name} ended; starting it again`);
    await sleep(500);
    await process.start();
  }
}
