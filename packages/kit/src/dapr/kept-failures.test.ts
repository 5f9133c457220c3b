import { expect, it } from 'vitest';
import type { FailedMessage } from '../messaging/index.ts';
import { keptFailures } from './kept-failures.ts';

const failure: FailedMessage = {
  eventId: 'evt-1',
  topic: 'order-placed-v1',
  code: 'event.malformed',
  reason: 'data: items',
  at: '2026-01-01T00:00:00.000Z',
};

const keptOf = async (failed: FailedMessage): Promise<[string, object]> => {
  const kept: [string, object][] = [];
  await keptFailures({ keep: async (...args) => void kept.push(args) })(failed);
  return kept[0] ?? ['', {}];
};

it('keeps a failure under the id of its event', async () => {
  expect(await keptOf(failure)).toEqual(['failure:evt-1', failure]);
});

it.each(['', 'order||order-1', 'x'.repeat(256)])('never makes a key of its own of the id %j', async (eventId) => {
  const [key] = await keptOf({ ...failure, eventId });
  expect(key).toMatch(/^failure:[0-9a-f]{64}$/);
});
