import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndexComparison } from './compare.ts';

const names = { wordOf: (word: string) => word, idOf: (word: string) => word };
const compare = (entries: readonly string[], told: readonly string[], lost: readonly string[] = []) =>
  new IndexComparison({ entries, lost }, told, names);

/** Documents that confirm these; `asked` is what they were asked for. */
const documents = (...confirmed: readonly string[]) => {
  const asked: string[] = [];
  const confirm = (words: readonly string[]) => {
    asked.push(...words);
    return Promise.resolve(words.filter((word) => confirmed.includes(word)));
  };
  return { asked, confirm };
};

const words = fc.array(fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e'), { maxLength: 8 });

describe('an index', () => {
  it('that holds what its events say has no difference, in whatever order, and nobody is asked', async () => {
    const comparison = compare(['a', 'b'], ['b', 'a', 'a']);
    const { asked, confirm } = documents();
    expect(comparison.differences(await comparison.right(true, confirm))).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('is compared word by word', async () => {
    const comparison = compare(['a', 'a', 'b', 'x'], ['a', 'c', 'y'], ['page 3']);
    const { asked, confirm } = documents('b', 'c');
    const right = await comparison.right(true, confirm);
    expect(asked).toEqual(['b', 'x', 'c', 'y']);
    expect(right).toEqual(['a', 'b', 'c']);
    expect(comparison.differences(right)).toEqual([
      { what: 'lost', id: 'page 3' },
      { what: 'missing', id: 'c' },
      { what: 'unknown', id: 'x' },
      { what: 'twice', id: 'a' },
    ]);
  });

  it('of which only a part is told keeps what stands there, and nobody is asked for it', async () => {
    const comparison = compare(['a', 'x'], ['c', 'y']);
    const { asked, confirm } = documents('c');
    expect(await comparison.right(false, confirm)).toEqual(['a', 'x', 'c']);
    expect(asked).toEqual(['c', 'y']);
  });

  it('should hold what both sides know, and what the documents confirm of the rest', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, words, async (found, told, confirmed) => {
        const right = await compare(found, told).right(true, documents(...confirmed).confirm);
        const both = found.filter((word) => told.includes(word));
        const either = [...found, ...told].filter((word) => confirmed.includes(word));
        expect([...right].toSorted()).toEqual([...new Set([...both, ...either])].toSorted());
      }),
    );
  });

  it('made again as it should be has no difference', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, words, fc.boolean(), async (found, told, confirmed, whole) => {
        const { confirm } = documents(...confirmed);
        const again = compare(await compare(found, told).right(whole, confirm), told);
        expect(again.differences(await again.right(whole, confirm))).toEqual([]);
      }),
    );
  });
});
