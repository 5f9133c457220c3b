import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../seed/random.ts';

export interface LoadOptions {
  /** What the next visitor does. */
  readonly visit: () => Promise<void>;
  readonly perSecond: number;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/**
 * Visitors come as they like, however long the shop takes to serve them, until the signal; then those who are there are
 * still served. Throws what the first broken visit threw.
 */
export const runLoad = async ({ visit, perSecond, random, signal }: LoadOptions): Promise<void> => {
  const visits = new Set<Promise<void>>();
  const broken: unknown[] = [];
  let nextAt = performance.now();
  while (!signal.aborted) {
    const one = visit()
      .catch((error: unknown) => void broken.push(error))
      .finally(() => visits.delete(one));
    visits.add(one);
    // Exponential gaps: visitors know nothing of each other.
    nextAt += (-Math.log(1 - random.next()) * 1_000) / perSecond;
    await sleep(Math.max(0, nextAt - performance.now()), undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(visits);
  if (broken.length > 0) throw broken[0];
};
