import { expect, it } from 'vitest';
import { loadPromises } from './load-promises.ts';

it('writes the numbers of the promises, and no more', () => {
  const base = { title: '', metric: '', where: '' };
  const text = loadPromises([
    { ...base, name: 'availability', objective: 99.9, bad: 'x' },
    { ...base, name: 'read-latency', objective: 99, seconds: 0.5 },
  ]);
  expect(text).toContain("  'availability': { objective: 99.9 },\n");
  expect(text).toContain("  'read-latency': { objective: 99, seconds: 0.5 },\n");
});
