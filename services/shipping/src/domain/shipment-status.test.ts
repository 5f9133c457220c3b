import { shipmentStatus } from '@mercato/contracts/shipping';
import { describe, expect, it } from 'vitest';
import { canMove, transitions } from './shipment-status.ts';

const all = [...shipmentStatus.options, 'none'] as const;

describe('the transitions of a shipment', () => {
  it('know every status of the contract and no other', () => {
    expect(Object.keys(transitions).toSorted()).toEqual(all.toSorted());
  });

  it('reach every status from none', () => {
    const reached = new Set<string>(['none']);
    for (const from of reached) for (const to of transitions[from as keyof typeof transitions]) reached.add(to);
    expect([...reached].toSorted()).toEqual(all.toSorted());
  });

  it('end in delivered and cancelled only', () => {
    expect(all.filter((status) => transitions[status].length === 0).toSorted()).toEqual(['cancelled', 'delivered']);
  });

  it.each([
    ['dispatched', 'cancelled'],
    ['cancelled', 'ready'],
    ['held', 'dispatched'],
    ['ready', 'delivered'],
    ['delivered', 'dispatched'],
  ] as const)('do not let %s become %s', (from, to) => {
    expect(canMove(from, to)).toBe(false);
  });
});
