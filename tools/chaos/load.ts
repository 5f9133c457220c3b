import { setTimeout as sleep } from 'node:timers/promises';
import { type Market, nextVisit } from './shopping.ts';

/**
 * Visitors come as they like, however long the shop takes to serve them, until the signal; then those who are there are
 * still served.
 */
export const runLoad = async (market: Market, perSecond: number, signal: AbortSignal): Promise<void> => {
  const visits = new Set<Promise<void>>();
  const broken: unknown[] = [];
  let nextAt = market.ledger.now();
  while (!signal.aborted) {
    const visit = nextVisit(market)()
      .catch((error: unknown) => void broken.push(error))
      .finally(() => visits.delete(visit));
    visits.add(visit);
    // Exponential gaps: visitors know nothing of each other.
    nextAt += (-Math.log(1 - market.random.next()) * 1_000) / perSecond;
    await sleep(Math.max(0, nextAt - market.ledger.now()), undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(visits);
  if (broken.length > 0) throw broken[0];
};
