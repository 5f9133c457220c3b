import { expect, it } from 'vitest';
import { type FailedMessage, failureName } from '../messaging/index.ts';
import { keptFailures, readFailures } from './kept-failures.ts';

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

it.each(['evt-1', 'order||order-1'])('finds the failure of %s again, by the name it goes by', async (eventId) => {
  const [key] = await keptOf({ ...failure, eventId });
  const get = async (asked: string) => (asked === key ? { value: failure, etag: '1' } : undefined);
  const read = readFailures({ get: get as never });
  expect(await read(failureName(eventId))).toEqual(failure);
  expect(await read('other')).toBeUndefined();
});
