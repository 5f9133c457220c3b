import { maxCartLines } from '@mercato/contracts/cart';
import { describe, expect, it } from 'vitest';
import { at, cartOf, line, quantities } from '../../test/builders.ts';
import { beginMerge, endMerge, joined, takeIn, wasTaken } from './merge.ts';

const merging = { mergeId: 'g:2', userId: 'ada' };
const many = (from: number, count: number) => Array.from({ length: count }, (_, n) => line(`p${from + n}`));

describe('joined', () => {
  it('sums what stands in both, caps it at 99 and keeps the price that the user saw', () => {
    const lines = joined([line('a', 60, 500), line('b', 1)], [line('a', 60, 900), line('c', 2)]) ?? [];
    expect(quantities({ lines })).toEqual({ a: 99, b: 1, c: 2 });
    expect(lines[0]?.seenPrice.amount).toBe(500);
  });

  it('fits up to the limit and not one line more', () => {
    expect(joined(many(0, 30), many(20, 30))).toHaveLength(maxCartLines);
    expect(joined(many(0, 30), many(30, 21))).toBeUndefined();
  });
});

describe('a merge', () => {
  it('freezes a guest cart that holds something, once', () => {
    const frozen = beginMerge(cartOf(line('a')), merging);
    expect(frozen).toEqual({ ...cartOf(line('a')), merging });
    expect(beginMerge(frozen, { mergeId: 'g:3', userId: 'bob' })).toBe(frozen);
    expect(beginMerge(cartOf(), merging).merging).toBeNull();
  });

  it('is taken in once, however often it is asked', () => {
    const once = takeIn(cartOf(line('a', 1)), 'g:2', [line('a', 2)], at);
    expect(quantities(once)).toEqual({ a: 3 });
    expect(takeIn(once, 'g:2', [line('a', 2)], at)).toBe(once);
    expect(wasTaken(once, 'g:2')).toBe(true);
  });

  it('that was refused stays refused, even when there is room later', () => {
    const full = cartOf(...many(0, maxCartLines));
    const refused = takeIn(full, 'g:2', [line('x')], at);
    expect(refused.lines).toEqual(full.lines);
    expect(wasTaken(refused, 'g:2')).toBe(false);
    const roomy = { ...refused, lines: [] };
    expect(takeIn(roomy, 'g:2', [line('x')], at)).toBe(roomy);
  });

  it('ends by emptying or thawing the guest cart, and only its own', () => {
    const frozen = beginMerge(cartOf(line('a')), merging);
    expect(endMerge(frozen, 'g:2', true, at)).toMatchObject({ lines: [], merging: null });
    expect(endMerge(frozen, 'g:2', false, at)).toMatchObject({ lines: [line('a')], merging: null });
    expect(endMerge(frozen, 'g:1', true, at)).toBe(frozen);
    const thawed = cartOf(line('b'));
    expect(endMerge(thawed, 'g:2', true, at)).toBe(thawed);
  });
});
