import { describe, expect, it } from 'vitest';
import { canMove } from './shipment-status.ts';
import { moved, shipmentIdOf } from './shipment.ts';
import { checkServed, quote, unserved } from './regions.ts';

describe('a shipment', () => {
  it('does not take a move that the table lacks', () => {
    const held = { orderId: 'o', status: 'held', parcel: null, at: {} } as const;
    expect(canMove('held', 'delivered')).toBe(false);
    expect(() => moved(held, 'delivered', 'now', held)).toThrow('cannot go from held to delivered');
  });

  it('has an id that fits in an id', () => {
    expect(shipmentIdOf('o'.repeat(60))).toHaveLength(64);
    expect(() => shipmentIdOf('o'.repeat(61))).toThrow('at most 60');
  });
});

describe('a quote', () => {
  it.each([
    ['DE', 1, 2],
    ['FR', 2, 4],
    ['CH', 3, 7],
    ['US', 5, 9],
    ['JP', 7, 14],
  ])('to %s is free and takes %i to %i days', (country, minDays, maxDays) => {
    expect(quote(country)).toEqual({
      carrier: 'Mercato Parcel',
      price: { amount: 0, currency: 'EUR' },
      minDays,
      maxDays,
    });
  });

  it.each([...unserved])('to %s is refused', (country) => {
    expect(() => quote(country)).toThrow(expect.objectContaining({ code: 'shipping.region_unserved' }));
    expect(() => checkServed(country)).toThrow(country);
  });
});
