import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, quantities, seen } from '../../test/builders.ts';
import { type Cart, clear, emptyCart, put, remove, subtractOrder } from './cart.ts';

const product = fc.constantFrom('a', 'b', 'c');
const units = fc.integer({ min: 1, max: 99 });
const orderId = fc.constantFrom('o1', 'o2', 'o3');

type Step =
  | { readonly kind: 'put'; readonly product: string; readonly units: number }
  | { readonly kind: 'remove'; readonly product: string }
  | { readonly kind: 'clear' }
  | { readonly kind: 'ordered'; readonly orderId: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), product, units }),
  fc.record({ kind: fc.constant('remove' as const), product }),
  fc.record({ kind: fc.constant('clear' as const) }),
  // Each order's event may come any number of times, in any order.
  fc.record({ kind: fc.constant('ordered' as const), orderId }),
);

type Orders = Readonly<Record<string, Readonly<Record<string, number>>>>;
const orders: fc.Arbitrary<Orders> = fc.record({
  o1: fc.dictionary(product, units),
  o2: fc.dictionary(product, units),
  o3: fc.dictionary(product, units),
});

const apply = (cart: Cart, s: Step, all: Orders): Cart => {
  if (s.kind === 'put') return put(cart, seen(s.product), s.units, at);
  if (s.kind === 'clear') return clear(cart, at);
  if (s.kind === 'ordered') {
    const items = Object.entries(all[s.orderId] ?? {}).map(([productId, quantity]) => ({ productId, quantity }));
    return subtractOrder(cart, { orderId: s.orderId, items }, at);
  }
  return cart.lines.some((l) => l.productId === s.product) ? remove(cart, s.product, at) : cart;
};

const taken = (held: ReadonlyMap<string, number>, order: Readonly<Record<string, number>>): Map<string, number> =>
  new Map([...held].map(([p, n]) => [p, n - (order[p] ?? 0)] as const).filter(([, n]) => n > 0));

/** The same story told by plain numbers. */
const expected = (steps: readonly Step[], all: Orders): Record<string, number> => {
  let held = new Map<string, number>();
  const done = new Set<string>();
  for (const s of steps) {
    if (s.kind === 'put') held.set(s.product, s.units);
    if (s.kind === 'remove') held.delete(s.product);
    if (s.kind === 'clear') held.clear();
    if (s.kind === 'ordered' && !done.has(s.orderId)) {
      done.add(s.orderId);
      held = taken(held, all[s.orderId] ?? {});
    }
  }
  return Object.fromEntries(held);
};

describe('a cart under any interleaving of changes and repeated order events', () => {
  it('holds what was put in minus what was ordered, each order once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), orders, (steps, all) => {
        const cart = steps.reduce((c, s) => apply(c, s, all), emptyCart);
        expect(quantities(cart)).toEqual(expected(steps, all));
        expect(cart.lines.every((l) => l.quantity >= 1 && l.quantity <= 99)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
