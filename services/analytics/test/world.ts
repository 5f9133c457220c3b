import type { ArchivedEvent } from '@mercato/contracts/analytics';
import { orderPlaced } from '@mercato/contracts/order';
import { outgoing } from '@mercato/kit/messaging';
import { iso } from '@mercato/kit/time';
import { FakeClock, MemoryObjectStore } from '@mercato/testkit';
import { StoredEventArchive } from '../src/adapters/stored-event-archive.ts';
import { eventTopics } from '../src/app.ts';
import type { AnalyticsDeps } from '../src/use-cases/deps.ts';

export const dayMs = 86_400_000;

/** The analytics service over an archive in memory. It is the 15th of January 2026, noon. */
export const createWorld = (keepDays = 7) => {
  const objects = new MemoryObjectStore();
  const clock = new FakeClock(Date.parse('2026-01-15T12:00:00.000Z'));
  const archive = new StoredEventArchive(objects);
  const deps: AnalyticsDeps = { archive, topics: eventTopics, keepDays, clock };
  return { objects, clock, archive, deps };
};

/** An order-placed event as its owner publishes it. */
export const placed = (orderId: string, at: number) => {
  const time = iso(at);
  const items = [{ productId: 'p1', quantity: 1 }];
  const data = { orderId, userId: 'ada', version: 1, region: 'DE', at: time, items };
  return outgoing(orderPlaced, data, { distinct: 1, time });
};

/** The same as it lies in the archive. */
export const archived = (orderId: string, at: number, over: Partial<ArchivedEvent> = {}): ArchivedEvent => {
  const { id, topic, subject, time, data } = placed(orderId, at);
  return { id, topic, subject, time, version: 1, traceparent: null, data: { ...data }, ...over };
};
