import { errors } from '@mercato/kit/errors';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rootDir } from '../../tools/shared/paths.ts';
import { audit, MemoryShop, type Moment } from '../support/memory-shop/index.ts';
import { impatient, remainderOf, spendDay } from './day.ts';

type Write = Extract<Moment, { kind: 'write' }>;

/** The kind of an item: what its key begins with. */
const kindOf = ({ by, key }: Write): string => `${by} ${key.split(':')[0]}`;

interface Day {
  readonly remainder: Awaited<ReturnType<typeof remainderOf>>;
  /** How often each kind of item was written. */
  readonly writes: ReadonlyMap<string, number>;
}

/** Spends a day on which one write of a kind is stored and its answer lost; without a kind nothing goes wrong. */
const spend = async (kind?: string, nth?: number): Promise<Day> => {
  const shop = new MemoryShop({ twins: impatient });
  const writes = new Map<string, number>();
  const lost = shop.faults.plan({
    when: (m) => {
      if (m.kind !== 'write') return false;
      const count = (writes.get(kindOf(m)) ?? 0) + 1;
      writes.set(kindOf(m), count);
      return kindOf(m) === kind && count === nth;
    },
    act: async (work) => {
      await work();
      throw errors.timeout('The table');
    },
  });
  const userId = await spendDay(shop);
  expect(lost.fired()).toBe(kind === undefined ? 0 : 1);
  expect(await audit(shop)).toEqual([]);
  return { remainder: await remainderOf(shop, userId), writes };
};

/** Every kind of aggregate there is in the code, with its service. */
const aggregatesInCode = (): readonly string[] =>
  readdirSync(join(rootDir, 'services'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && /^[a-z]+\/src\//.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(rootDir, 'services', file), 'utf8');
      const constants = new Map(
        [...text.matchAll(/const (\w+) = '([\w-]+)';/g)].map(([, name, value]) => [name, value]),
      );
      return [...text.matchAll(/new Stored(?:Aggregates|OrderSet)(?:<\w+>)?\(\{[^}]*?kind(?:: '([\w-]+)')?/g)].map(
        ([, kind]) => `${file.split('/')[0]} ${kind ?? constants.get('kind')}`,
      );
    });

/** This shop pays by the simulator: services/payment/test/stripe/stripe-crash.test.ts loses the answers of the other. */
const elsewhere = new Set(['payment stripe', 'payment notice']);

const undisturbed = await spend();
const aggregates = aggregatesInCode();

/** The first write, the last one, and some between. */
const some = (count: number, most: number): readonly number[] =>
  count <= most
    ? Array.from({ length: count }, (_, i) => i + 1)
    : Array.from({ length: most }, (_, i) => 1 + Math.round((i * (count - 1)) / Math.max(1, most - 1)));

describe('a write that is stored and whose answer is lost', () => {
  it('is tried for every kind of aggregate in the code', () => {
    expect(aggregates.length).toBeGreaterThanOrEqual(10);
    expect(aggregates.filter((kind) => !undisturbed.writes.has(kind) && !elsewhere.has(kind))).toEqual([]);
  });

  const cells = [...undisturbed.writes].flatMap(([kind, count]) =>
    some(count, aggregates.includes(kind) ? 4 : 1).map((nth) => ({ kind, nth, count })),
  );

  it.each(cells)(
    'leaves nothing undone and nothing done twice: $kind, number $nth of $count',
    async ({ kind, nth }) => {
      expect((await spend(kind, nth)).remainder).toEqual(undisturbed.remainder);
    },
  );
});
