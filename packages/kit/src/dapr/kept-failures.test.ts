import { FakeClock, MemoryStateStore } from '@mercato/testkit';
import { expect, it } from 'vitest';
import { keptPoison } from './kept-poison.ts';

it('keeps the first reason under the id of the event', async () => {
  const store = new MemoryStateStore();
  const clock = new FakeClock(Date.parse('2026-01-01T00:00:00Z'));
  const keep = keptPoison(store, clock);
  await keep('evt-1', 'order-placed-v1', 'data: items');
  clock.advance(60_000);
  await keep('evt-1', 'order-placed-v1', 'data: items');
  expect(store.peek('poison:evt-1')).toEqual({
    eventId: 'evt-1',
    topic: 'order-placed-v1',
    reason: 'data: items',
    at: '2026-01-01T00:00:00.000Z',
  });
});

it.each(['', 'order||order-1', 'x'.repeat(256)])('never makes a key of its own of the id %j', async (eventId) => {
  const store = new MemoryStateStore();
  await keptPoison(store, new FakeClock())(eventId, 'order-placed-v1', 'envelope');
  expect(store.keys).toEqual([expect.stringMatching(/^poison:[A-Za-z0-9_-]{1,64}$/)]);
});
