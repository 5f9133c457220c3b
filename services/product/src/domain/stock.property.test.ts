import { DomainError } from '@mercato/kit/errors';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { admin, newProduct, now, stocked } from '../../test/examples.ts';
import { changeStock, create, remove } from './manage.ts';
import type { ProductState } from './product-state.ts';
import { type ClosedEntry, keyRetention, moveOut } from './retention.ts';
import { commit, release, reserve, type Step } from './reserve.ts';

type Closed = Map<string, ClosedEntry[1]>;
interface World {
  state: ProductState;
  now: number;
  readonly elsewhere: Closed;
}
type Act = (world: World) => void;

const key = fc.integer({ min: 0, max: 7 }).map((n) => `o${n}:reserve:1`);

/** As the use-case does it: looks elsewhere when the decision asks for it. */
const step =
  (decide: (state: ProductState, now: number, elsewhere: ClosedEntry[1] | null | undefined) => Step, id: string): Act =>
  (world) => {
    let next = decide(world.state, world.now, undefined);
    if (next === 'look') next = decide(world.state, world.now, world.elsewhere.get(id) ?? null);
    if (next !== 'look' && next.state) world.state = next.state;
  };

const steps: fc.Arbitrary<Act> = fc.oneof(
  fc
    .tuple(key, fc.integer({ min: 1, max: 6 }))
    .map(([k, quantity]) =>
      step((s, at, elsewhere) => reserve(s, { productId: 'prd-1', key: k, quantity }, at, elsewhere), k),
    ),
  key.map((k) => step((s, at, elsewhere) => commit(s, { productId: 'prd-1', key: k }, at, elsewhere), k)),
  key.map((k) => step((s, at, elsewhere) => release(s, { productId: 'prd-1', key: k }, at, elsewhere), k)),
);

const acts: fc.Arbitrary<Act> = fc.oneof(
  steps,
  steps,
  steps,
  fc.integer({ min: -12, max: 12 }).map((delta): Act => (world) => {
    world.state = changeStock(world.state, { delta }, 1, admin());
  }),
  fc.constant<Act>((world) => {
    world.state = remove(world.state, admin());
  }),
  fc.constant<Act>((world) => {
    world.state = create(world.state, newProduct({ stock: 5 }), admin());
  }),
  // All of a run stays within the time that keys are known.
  fc.integer({ min: 1, max: keyRetention / 100 }).map((ms): Act => (world) => {
    world.now += ms;
  }),
  fc.constant<Act>((world) => {
    const closed = Object.entries(world.state.reservations).filter(
      (e): e is [string, ClosedEntry[1]] => e[1].status !== 'reserved',
    );
    for (const [k, r] of closed) world.elsewhere.set(k, r);
    world.state = moveOut(world.state, closed) ?? world.state;
  }),
);

const check = ({ state, elsewhere }: World): void => {
  const { stock, reservations } = state;
  const sum = (status: string): number =>
    Object.values(reservations).reduce((n, r) => n + (r.status === status ? r.quantity : 0), 0);
  const soldElsewhere = [...elsewhere]
    .filter(([k, r]) => r.status === 'committed' && !Object.hasOwn(reservations, k))
    .reduce((n, [, r]) => n + r.quantity, 0);
  expect(stock.received).toBe(stock.onHand + stock.sold);
  expect(stock.reserved).toBe(sum('reserved'));
  expect(stock.sold).toBe(sum('committed') + soldElsewhere);
  expect(stock.onHand).toBeGreaterThanOrEqual(stock.reserved);
  expect(Math.min(stock.onHand, stock.reserved, stock.sold, stock.received)).toBeGreaterThanOrEqual(0);
};

it('neither loses nor invents a unit, whatever happens in whatever order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 12 }), fc.array(acts, { maxLength: 60 }), (units, sequence) => {
      const world: World = { state: stocked(units), now, elsewhere: new Map() };
      for (const act of sequence) {
        attempt(act, world);
        check(world);
      }
    }),
    { numRuns: 500 },
  );
});

const attempt = (act: Act, world: World): void => {
  try {
    act(world);
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
  }
};

it('does every step at most once: repeating one changes nothing', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 40 }), (sequence) => {
      const world: World = { state: stocked(8), now, elsewhere: new Map() };
      for (const act of sequence) {
        attempt(act, world);
        const { stock, reservations } = world.state;
        attempt(act, world);
        expect(world.state.stock).toEqual(stock);
        expect(world.state.reservations).toEqual(reservations);
      }
    }),
    { numRuns: 200 },
  );
});
