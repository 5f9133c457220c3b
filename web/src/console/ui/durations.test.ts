import { expect, it } from 'vitest';
import { agoText, durationText } from './durations.ts';

it.each([
  [0, '0'],
  [0.4, '<1 ms'],
  [12.6, '13 ms'],
  [999, '999 ms'],
  [1_234, '1.23 s'],
  [12_345, '12.3 s'],
  [125_000, '2 min 5 s'],
])('%s ms are written %s', (ms, text) => expect(durationText(ms)).toBe(text));

const now = Date.UTC(2026, 0, 2);
const before = (seconds: number): string => new Date(now - seconds * 1_000).toISOString();

it.each([
  [0, 'now'],
  [59, '59 seconds ago'],
  [60, '1 minute ago'],
  [7_199, '1 hour ago'],
  [90_000, 'yesterday'],
])('%s seconds ago is said as %s', (seconds, text) => expect(agoText(before(seconds), 'en', now)).toBe(text));

it('a moment to come is now, since clocks differ', () => {
  expect(agoText(before(-5), 'en', now)).toBe('now');
  expect(agoText(before(60), 'de', now)).toBe('vor 1 Minute');
});
