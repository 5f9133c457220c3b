import { sweptDays } from '../domain/days.ts';
import type { AnalyticsDeps } from './deps.ts';

/** Removes the events that need not be kept any longer; answers how many. */
export const sweep = async ({ archive, topics, keepDays, clock }: AnalyticsDeps): Promise<number> => {
  let removed = 0;
  for (const day of sweptDays(clock.now(), keepDays)) {
    for (const topic of topics) removed += await archive.forget({ topic, day });
  }
  return removed;
};
