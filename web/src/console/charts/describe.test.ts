import { expect, it } from 'vitest';
import { describe as described } from './describe.ts';

const sentence = ({ name, now, low, high }: Readonly<Record<'name' | 'now' | 'low' | 'high', string>>): string =>
  `${name}: ${now} (${low} to ${high}).`;

it('says of each line what it is now, at least and at most', () => {
  const lines = [
    { name: 'confirmed', values: [1, 5, null], colour: 1 as const },
    { name: 'failed', values: [0, 0, 0], colour: 2 as const },
  ];
  expect(described(lines, String, sentence)).toBe('confirmed: 5 (1 to 5). failed: 0 (0 to 0).');
});

it('says nothing of what was never measured', () =>
  expect(described([{ name: 'x', values: [null, null], colour: 1 }], String, sentence)).toBe(''));
