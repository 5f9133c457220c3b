import type { ArchivedEvent } from '@mercato/contracts/analytics';
import { keptDays } from '../domain/days.ts';
import type { AnalyticsDeps } from './deps.ts';

export interface ListEvents {
  readonly topic?: string | undefined;
  readonly day?: string | undefined;
  readonly subject?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page of the archive, by topic, day and id. */
export const listEvents = async (
  { archive, topics, keepDays, clock }: AnalyticsDeps,
  { topic, day, subject, limit, cursor }: ListEvents,
): Promise<{ items: ArchivedEvent[]; nextCursor: string | null }> => {
  const days = day === undefined ? keptDays(clock.now(), keepDays) : [day];
  const wanted = topic === undefined ? topics.toSorted() : [topic];
  const places = wanted.flatMap((one) => days.map((on) => ({ topic: one, day: on })));
  const { events, nextCursor } = await archive.page({ places, subject, limit, cursor });
  return { items: [...events], nextCursor };
};
