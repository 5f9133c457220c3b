import { describe, expect, it } from 'vitest';
import { type Load, type Outcome, Replicas } from './replicas.ts';

const window = 10_000;
const errorOf = ({ admitted, ideal }: Outcome): number => Math.abs(admitted / ideal - 1);

const together = async (count: number, options?: ConstructorParameters<typeof Replicas>[1]): Promise<Replicas> => {
  const replicas = new Replicas(count, options);
  await replicas.announce();
  return replicas;
};

/** Operations on the store for each request of a window, beside how far it was from one limiter alone. */
const measured = async (replicas: Replicas, load: Load): Promise<{ error: number; operations: number }> => {
  const before = replicas.operations;
  const { eve } = await replicas.run(load, window);
  if (!eve) throw new Error('nobody asked');
  return { error: errorOf(eve), operations: (replicas.operations - before) / eve.asked };
};

describe('four replicas limit a user as one would', () => {
  const floods: readonly (readonly [string, readonly number[], number])[] = [
    ['evenly over all', [100, 100, 100, 100], 0.15],
    ['at one of them', [400, 0, 0, 0], 0.02],
    ['mostly at one', [300, 5, 5, 5], 0.06],
    ['with as much elsewhere as nobody is told of', [300, 0.9, 0.9, 0.9], 0.03],
    ['just above the limit', [30, 30, 30, 30], 0.2],
  ];
  it.each(floods)('whose flood comes %s', async (_, eve, most) => {
    const replicas = await together(4, { skewMs: 50 });
    const first = await measured(replicas, { eve });
    const second = await measured(replicas, { eve });
    expect(first.error).toBeLessThan(0.05);
    expect(second.error).toBeLessThan(0.05);
    expect(Math.max(first.operations, second.operations)).toBeLessThan(most);
  });

  it('whose flood moves from one to the other', async () => {
    const replicas = await together(4);
    await replicas.run({ eve: [12, 12, 12, 12] }, window);
    expect((await measured(replicas, { eve: [0, 0, 0, 400] })).error).toBeLessThan(0.05);
  });

  it('also when each thinks there are but two', async () => {
    const replicas = new Replicas(4, { assumed: 2 });
    for (const eve of [
      [100, 100, 100, 100],
      [300, 100, 0, 0],
    ])
      expect((await measured(replicas, { eve })).error).toBeLessThan(0.05);
  });
});

describe('a user of few requests', () => {
  it('costs no operation on the store', async () => {
    const replicas = await together(4);
    await replicas.run({ ada: [0.4, 0.4, 0, 0], bob: [0, 0, 0, 0.5] }, 3 * window);
    expect(replicas.operations).toBe(0);
  });

  it('costs few, when they are not so few', async () => {
    const replicas = await together(4);
    expect((await measured(replicas, { eve: [3, 0, 0, 0] })).operations).toBeLessThan(0.1);
    expect((await measured(replicas, { eve: [12, 12, 12, 12] })).operations).toBeLessThan(0.15);
  });

  it('has all of it, whatever others do', async () => {
    const replicas = await together(4);
    const { ada } = await replicas.run({ eve: [200, 200, 200, 200], ada: [20, 20, 20, 20] }, window);
    expect(ada?.admitted).toBe(ada?.asked);
  });
});

describe('while the store is away', () => {
  it.each(['fails', 'hangs'] as const)('(it %s) each replica gives its fair share', async (mode) => {
    const replicas = await together(4);
    replicas.slow.mode = mode;
    const { error, operations } = await measured(replicas, { eve: [100, 100, 100, 100] });
    expect(error).toBeLessThan(0.05);
    expect(operations).toBeLessThan(0.015);
  });

  it('nothing is owed afterwards but what was spent of the last burst', async () => {
    const replicas = await together(4);
    await replicas.run({ eve: [100, 100, 100, 100] }, 1_000);
    replicas.slow.mode = 'fails';
    await replicas.run({ eve: [100, 100, 100, 100] }, 2 * window);
    replicas.slow.mode = 'works';
    expect((await measured(replicas, { eve: [100, 100, 100, 100] })).error).toBeLessThan(0.15);
    expect((await measured(replicas, { eve: [100, 100, 100, 100] })).error).toBeLessThan(0.05);
  });
});
