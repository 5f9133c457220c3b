import { expect, it } from 'vitest';
import { setLatest } from './set-latest.ts';

it('the key not set for longest is forgotten, and one set again is the latest', () => {
  const map = new Map<string, number>();
  for (const [key, value] of [
    ['a', 1],
    ['b', 2],
    ['a', 3],
    ['c', 4],
  ] as const)
    setLatest(map, key, value, 2);
  expect([...map]).toEqual([
    ['a', 3],
    ['c', 4],
  ]);
});
