import { orderStatus } from '@mercato/contracts/order';
import { expect, it } from 'vitest';
import { canMove, isFinal, moves } from './order-status.ts';

it('knows every status of the contract, and no other', () => {
  expect(Object.keys(moves).toSorted()).toEqual([...orderStatus.options].toSorted());
});

it('reaches every status from the first one', () => {
  const reached = new Set<string>(['accepted']);
  for (const status of reached) for (const next of moves[status as keyof typeof moves]) reached.add(next);
  expect([...reached].toSorted()).toEqual([...orderStatus.options].toSorted());
});

it('never goes back', () => {
  const pairs = orderStatus.options.flatMap((a) => orderStatus.options.map((b) => [a, b] as const));
  expect(pairs.filter(([a, b]) => canMove(a, b) && canMove(b, a))).toEqual([]);
});

it('ends delivered or cancelled', () => {
  expect(orderStatus.options.filter(isFinal)).toEqual(['delivered', 'cancelled']);
});
