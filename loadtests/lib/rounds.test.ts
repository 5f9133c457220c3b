import { describe, expect, it } from 'vitest';
import { compare, forthAndBack, inTurns, isMet } from './rounds.ts';

describe('rounds', () => {
  it('take every arm forth and back', async () => {
    const order: string[] = [];
    await forthAndBack(['a', 'b', 'c'], 2, (arm) => Promise.resolve(order.push(arm)));
    expect(order.join('')).toBe('abccbaabccba');
  });

  it('that take long have every arm once a block, forth and then back', async () => {
    const order: string[] = [];
    const blocks = await inTurns(['a', 'b'], 3, (arm) => Promise.resolve(order.push(arm)));
    expect(order.join('')).toBe('abbaab');
    expect(blocks.map(({ a }) => a)).toEqual([[1], [4], [5]]);
  });

  it('are compared within their block, so that a slow minute counts for both', async () => {
    const speeds = [1, 1, 1, 1, 10, 10, 10, 10];
    const blocks = await forthAndBack(['ours', 'other'], 2, (arm) =>
      Promise.resolve({ ms: (speeds.shift() ?? 0) * (arm === 'ours' ? 0.5 : 1) }),
    );
    const question = { what: 'a read', unit: 'ms', ours: 'ours', other: 'other' } as const;
    const found = compare(blocks, { ...question, of: ({ ms }) => ms, target: { atMost: 0.6 } });
    expect(found).toMatchObject({ oursMean: 2.75, otherMean: 5.5, what: 'a read', target: { atMost: 0.6 } });
    expect(found.ratio.mean).toBeCloseTo(0.5, 9);
    expect(found.ratio.high - found.ratio.low).toBeCloseTo(0, 9);
  });
});

describe('a target', () => {
  const ratio = { mean: 1.2, low: 1.1, high: 1.3 };
  it.each([
    [{ atMost: 1.3 }, true],
    [{ atMost: 1.1 }, false],
    [{ atLeast: 1 }, true],
    [{ atLeast: 1.5 }, false],
  ])('%j is met: %j', (target, met) => expect(isMet({ ratio, target })).toBe(met));
  it('that there is not is neither met nor missed', () => expect(isMet({ ratio })).toBeUndefined());
});
