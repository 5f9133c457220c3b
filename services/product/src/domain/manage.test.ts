import { describe, expect, it } from 'vitest';
import { admin, newProduct, now, stocked } from '../../test/examples.ts';
import { changeStock, create, createOrReplace, remove, toProduct, toSnapshot, update, decided } from './manage.ts';
import { reserve } from './reserve.ts';

const later = admin({ commandId: 'cmd-2', at: '2026-01-02T00:00:00.000Z' });
const withThreeReserved = () => {
  const step = reserve(stocked(), { productId: 'prd-1', key: 'k', quantity: 3 }, now, undefined);
  if (step === 'look' || !step.state) throw new Error('not reserved');
  return step.state;
};

describe('create', () => {
  it('starts with the given stock as received', () => {
    expect(stocked(7).stock).toEqual({ onHand: 7, reserved: 0, sold: 0, received: 7 });
  });

  it('refuses an id that is taken', () => {
    expect(() => create(stocked(), newProduct(), later)).toThrow('There is already a product prd-1');
  });

  it('brings a deleted product back without losing what is reserved of it', () => {
    const state = create(remove(withThreeReserved(), later), newProduct({ stock: 2 }), later);
    expect(state.stock).toEqual({ onHand: 5, reserved: 3, sold: 0, received: 5 });
    expect(state).toMatchObject({ deletedAt: null, createdAt: later.at });
  });
});

describe('createOrReplace', () => {
  it('replaces details and leaves the stock of a product that is there', () => {
    const state = createOrReplace(stocked(10), newProduct({ name: 'Iron pan', stock: 99 }), later);
    expect(state.stock.onHand).toBe(10);
    expect(state.details.name).toBe('Iron pan');
    expect(state.createdAt).not.toBe(later.at);
  });

  it('sets the stock of a new one', () => {
    expect(createOrReplace(undefined, newProduct({ stock: 99 }), later).stock.onHand).toBe(99);
  });
});

describe('update and remove', () => {
  it('changes only what is given', () => {
    const state = update(stocked(), { name: 'Iron pan', description: undefined }, later);
    expect(state.details).toMatchObject({ name: 'Iron pan', description: 'Heats evenly', category: 'kitchen' });
    expect(state.updatedAt).toBe(later.at);
  });

  it('remembers the command', () => {
    const state = update(stocked(), { name: 'X' }, later);
    expect(decided(state, 'cmd-2')).toEqual({ id: 'cmd-2', at: now });
    expect(decided(state, 'cmd-3')).toBeUndefined();
    expect(decided(undefined, 'cmd-2')).toBeUndefined();
  });

  it.each([
    ['unknown', undefined],
    ['deleted', remove(stocked(), later)],
  ])('are refused for an %s product', (_, state) => {
    expect(() => update(state, {}, later)).toThrow('There is no product prd-1');
    expect(() => remove(state, later)).toThrow('There is no product prd-1');
    expect(() => changeStock(state, { delta: 1 }, 1, later)).toThrow('There is no product prd-1');
  });
});

describe('changeStock', () => {
  it('adds and takes units, and what was received follows', () => {
    expect(changeStock(stocked(), { delta: 5 }, 1, later).stock).toMatchObject({ onHand: 15, received: 15 });
    expect(changeStock(stocked(), { delta: -10 }, 1, later).stock).toMatchObject({ onHand: 0, received: 0 });
  });

  it('does not take what is reserved', () => {
    expect(() => changeStock(withThreeReserved(), { delta: -8 }, 1, later)).toThrow('8 wanted, 7 available');
    expect(() => changeStock(withThreeReserved(), { set: 2, version: 1 }, 1, later)).toThrow('7 available');
  });

  it('sets units only at the version that was seen', () => {
    expect(changeStock(withThreeReserved(), { set: 3, version: 4 }, 4, later).stock).toMatchObject({ onHand: 3 });
    expect(() => changeStock(stocked(), { set: 3, version: 4 }, 5, later)).toThrow('is at version 5, not 4');
  });
});

it('shows a product and its snapshot', () => {
  const shown = toProduct('prd-1', 4, withThreeReserved());
  expect(shown).toMatchObject({ id: 'prd-1', version: 4, stock: { available: 7, onHand: 10, reserved: 3 } });
  expect(shown).not.toHaveProperty('reservations');
  expect(toSnapshot(shown)).toEqual({
    id: 'prd-1',
    sku: 'KIT-000001',
    name: 'Copper pan',
    price: { amount: 4999, currency: 'EUR' },
    available: 7,
  });
});
