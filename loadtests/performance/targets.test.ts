import { describe, expect, it } from 'vitest';
import type { Run } from '../lib/history.ts';
import type { Comparison } from '../lib/rounds.ts';
import { type Target, targetLines } from './targets.ts';

const comparison = {
  what: 'a read',
  unit: 'CPU-ms',
  ours: 'kit',
  other: 'sdk',
  oursMean: 1,
  otherMean: 2,
  ratio: { mean: 0.5, low: 0.4, high: 0.6 },
  target: { atMost: 0.6 },
};
const run: Run = {
  bench: 'saga',
  method: '',
  at: '2026-01-02T00:00:00.000Z',
  machine: { cores: 2, model: 'x', node: 'v24' },
  blocks: 5,
  comparisons: [comparison, { ...comparison, other: 'http', target: { atMost: 0.3 } }],
  figures: [{ what: 'writes', unit: 'a buyer', value: { mean: 2, low: 1.5, high: 2.5 }, target: { atMost: 3 } }],
};
const lineOf = (target: Partial<Target>): string | undefined =>
  targetLines([run], [{ what: 'x', aim: 'y', missed: 'the way there', ...target }]).at(-1);

describe('an aim', () => {
  const of = { bench: 'saga', what: 'a read', unit: 'CPU-ms' };

  it('is met by the ratio to the arm that is meant', () =>
    expect(lineOf({ of: { ...of, other: 'sdk' } })).toBe('| x | y | **0.50×** (0.40–0.60) | met |'));
  it('is missed with what costs most', () =>
    expect(lineOf({ of: { ...of, other: 'http' } })).toBe('| x | y | **0.50×** (0.40–0.60) | missed: the way there |'));
  it('is met or missed by the mean alone where the interval reaches across it', () => {
    const asked = (target: NonNullable<Comparison['target']>) => {
      const unsure = { ...run, comparisons: [{ ...comparison, target }] };
      return targetLines([unsure], [{ what: 'x', aim: 'y', missed: 'so', of: { ...of, other: 'sdk' } }]).at(-1);
    };
    expect(asked({ atMost: 0.55 })).toContain('| met by the mean alone |');
    expect(asked({ atMost: 0.45 })).toContain('| missed by the mean alone: so |');
    expect(asked({ atLeast: 0.45 })).toContain('| met by the mean alone |');
  });
  it('is met by a number of ours alone', () =>
    expect(lineOf({ of: { bench: 'saga', what: 'writes', unit: 'a buyer' } })).toContain(
      '**2.00** (1.50–2.50) | met |',
    ));
  it('without a number is met by what holds', () => {
    const writes = { bench: 'saga', what: 'writes', unit: 'a buyer' };
    expect(lineOf({ of: writes, holds: ({ low }) => low < 1 })).toContain('| missed: the way there |');
    expect(lineOf({ of: writes, holds: ({ low }) => low > 1 })).toContain('| met |');
  });
  it.each([
    ['no run', { ...of, bench: 'soak' }],
    ['another unit', { ...of, unit: 'ms', other: 'sdk' }],
    ['another arm', { ...of, other: 'nobody' }],
  ])('is not measured where there is %s', (_, asked) =>
    expect(lineOf({ of: asked, unmeasured: 'it takes an hour' })).toBe(
      '| x | y |  | not measured, because it takes an hour |',
    ),
  );
});
