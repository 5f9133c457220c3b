import { describe, expect, it } from 'vitest';
import { table, totals, type Outcome } from './outcome.ts';

const outcomes: Outcome[] = [
  { name: 'lint', passed: 1, failed: 0, ms: 900 },
  { name: 'integration', passed: 12, failed: 3, ms: 65_000 },
];

describe('outcomes', () => {
  it('adds up', () => expect(totals(outcomes)).toEqual({ passed: 13, failed: 3 }));
  it('lines up', () => {
    expect(table(outcomes)).toEqual([
      '✓ lint             1 passed     0 failed  0.9 s',
      '✗ integration     12 passed     3 failed  65 s',
    ]);
  });
});
