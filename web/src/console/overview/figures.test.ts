import { expect, it } from 'vitest';
import { burnTone, lately, successTone } from './figures.ts';

it('lately is the mean of the last values that were measured', () => {
  expect(lately([100, 1, 2, 3, null, 2, 2])).toBe(2);
  expect(lately([null, null])).toBeNull();
  expect(lately([])).toBeNull();
});

it.each([
  [null, 'calm'],
  [0, 'good'],
  [1, 'good'],
  [1.1, 'warn'],
  [6.1, 'bad'],
] as const)('a burn of %s is %s', (burn, tone) => expect(burnTone(burn)).toBe(tone));

it.each([
  [null, 'calm'],
  [1, 'good'],
  [0.99, 'warn'],
  [0.5, 'bad'],
] as const)('a success rate of %s is %s', (share, tone) => expect(successTone(share)).toBe(tone));
