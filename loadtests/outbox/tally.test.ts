import { expect, it } from 'vitest';
import { arrivedIn, tallyOf } from './tally.ts';

const came = (orderId: string, eventId: string) => ({ orderId, eventId });

it('tells what is lost, what never was, and what comes again', () => {
  const written = new Set(['a', 'b', 'c', 'd']);
  const arrived = [came('a', '1'), came('b', '2'), came('b', '2'), came('c', '3'), came('c', '4'), came('x', '5')];
  expect(tallyOf(written, arrived)).toEqual({ lost: 1, ghosts: 1, repeated: 1, unrecognisable: 1 });
  expect(tallyOf(new Set(['a']), [came('a', '1')])).toEqual({ lost: 0, ghosts: 0, repeated: 0, unrecognisable: 0 });
});

it.each([
  ['as it is', { orderId: 'o-1' }],
  ['as text', '{"orderId":"o-1"}'],
  ['as Go prints a map', 'map[items:[] orderId:o-1 region:DE]'],
])('reads a record %s', (_, data) => {
  expect(arrivedIn(JSON.stringify({ id: 'e1', data }))).toEqual(came('o-1', 'e1'));
});
