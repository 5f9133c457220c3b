import { describe, expect, it } from 'vitest';
import { admin, now, stocked } from '../../test/examples.ts';
import { remove } from './manage.ts';
import type { ProductState } from './product-state.ts';
import type { ClosedReservation } from './reservation.ts';
import { commit, release, reserve, reservedLine, type Step } from './reserve.ts';

const line = (key = 'o1:reserve:1', quantity = 3) => ({ productId: 'prd-1', key, quantity });
const stateOf = (step: Step): ProductState => {
  if (step === 'look' || !step.state) throw new Error('nothing was written');
  return step.state;
};
const reserved = (state = stocked()) => stateOf(reserve(state, line(), now, undefined));
const committed = () => stateOf(commit(reserved(), line(), now, undefined));
const released = () => stateOf(release(reserved(), line(), now, undefined));
const moved = (state: ProductState): ProductState => ({
  ...state,
  reservations: {},
  lookElsewhereUntil: now + 1000,
});
const sold: ClosedReservation = { status: 'committed', quantity: 3, at: now };

describe('reserve', () => {
  it('holds units and keeps name and price as they are', () => {
    const state = reserved();
    expect(state.stock).toEqual({ onHand: 10, reserved: 3, sold: 0, received: 10 });
    expect(reservedLine(state, line(), 3)).toEqual({
      key: 'o1:reserve:1',
      productId: 'prd-1',
      quantity: 3,
      sku: 'KIT-000001',
      name: 'Copper pan',
      unitPrice: { amount: 4999, currency: 'EUR' },
    });
  });

  it('changes nothing when repeated, and answers the price of the first time', () => {
    const state = reserved();
    const dearer = {
      ...state,
      details: { ...state.details, price: { amount: 1, currency: 'EUR' as const }, name: 'Else' },
    };
    expect(reserve(dearer, line(), now, undefined)).toEqual({});
    expect(reservedLine(dearer, line(), 3)).toMatchObject({ name: 'Copper pan', unitPrice: { amount: 4999 } });
    expect(reservedLine(dearer, line('o1:reserve:1', 9), 9).quantity).toBe(3);
  });

  it('changes nothing when the units are sold already', () => {
    expect(reserve(committed(), line(), now, undefined)).toEqual({});
  });

  it('refuses more than is available, naming product and units', () => {
    expect(() => reserve(reserved(), line('o2:reserve:1', 8), now, undefined)).toThrow(
      'Copper pan (prd-1): 8 wanted, 7 available',
    );
  });

  it('takes the last unit', () => {
    expect(stateOf(reserve(reserved(), line('o2:reserve:1', 7), now, undefined)).stock.reserved).toBe(10);
  });

  it.each([
    ['unknown', undefined],
    ['deleted', remove(stocked(), admin())],
  ])('refuses an %s product', (_, state) => {
    expect(() => reserve(state, line(), now, undefined)).toThrow('There is no product prd-1');
  });

  it('refuses a released key', () => {
    expect(() => reserve(released(), line(), now, undefined)).toThrow('already released');
  });

  it('knows no key by accident', () => {
    for (const key of ['constructor', 'toString', '__proto__']) {
      const state = stateOf(reserve(stocked(), line(key), now, undefined));
      expect(state.stock.reserved).toBe(3);
      const read = JSON.parse(JSON.stringify(state)) as ProductState;
      expect(reserve(read, line(key), now, undefined)).toEqual({});
    }
  });
});

describe('commit', () => {
  it('turns reserved units into sold ones, once', () => {
    expect(committed().stock).toEqual({ onHand: 7, reserved: 0, sold: 3, received: 10 });
    expect(commit(committed(), line(), now, undefined)).toEqual({});
  });

  it('works for a product that was deleted meanwhile', () => {
    expect(stateOf(commit(remove(reserved(), admin()), line(), now, undefined)).stock.sold).toBe(3);
  });

  it('is refused after a release, for an unknown key and an unknown product', () => {
    expect(() => commit(released(), line(), now, undefined)).toThrow('already released');
    expect(() => commit(stocked(), line(), now, undefined)).toThrow('There is no reservation o1:reserve:1');
    expect(() => commit(undefined, line(), now, undefined)).toThrow('There is no product');
  });
});

describe('release', () => {
  it('gives reserved units back, once', () => {
    expect(released().stock).toEqual({ onHand: 10, reserved: 0, sold: 0, received: 10 });
    expect(release(released(), line(), now, undefined)).toEqual({});
  });

  it('gives sold units back, once', () => {
    const state = stateOf(release(committed(), line(), now, undefined));
    expect(state.stock).toEqual({ onHand: 10, reserved: 0, sold: 0, received: 10 });
    expect(release(state, line(), now, undefined)).toEqual({});
  });

  it('leaves a tombstone under an unknown key, so that a late reserve is refused', () => {
    const state = stateOf(release(stocked(), line(), now, undefined));
    expect(state.stock).toEqual(stocked().stock);
    expect(() => reserve(state, line(), now, undefined)).toThrow('already released');
  });

  it('has nothing to do for a product that never was', () => {
    expect(release(undefined, line(), now, undefined)).toEqual({});
  });
});

describe('a reservation that was moved out of the item', () => {
  it('is looked for before anything is decided on its absence', () => {
    const state = moved(committed());
    expect(reserve(state, line(), now, undefined)).toBe('look');
    expect(commit(state, line(), now, undefined)).toBe('look');
    expect(release(state, line(), now, undefined)).toBe('look');
  });

  it('is no longer looked for by reserve when its key is too old to come again', () => {
    expect(reserve(moved(stocked()), line(), now + 1000, undefined)).not.toBe('look');
  });

  it('is known as sold', () => {
    expect(reserve(moved(committed()), line(), now, sold)).toEqual({});
    expect(commit(moved(committed()), line(), now, sold)).toEqual({});
  });

  it('is known as released', () => {
    const state = moved(stocked());
    const gone: ClosedReservation = { ...sold, status: 'released' };
    expect(() => reserve(state, line(), now, gone)).toThrow('already released');
    expect(() => commit(state, line(), now, gone)).toThrow('already released');
    expect(release(state, line(), now, gone)).toEqual({});
  });

  it('is refunded, and the tombstone says that a copy must be corrected', () => {
    const state = stateOf(release(moved(committed()), line(), now, sold));
    expect(state.stock).toEqual({ onHand: 10, reserved: 0, sold: 0, received: 10 });
    expect(state.reservations['o1:reserve:1']).toMatchObject({ status: 'released', elsewhere: true });
  });

  it('may not exist at all', () => {
    expect(stateOf(reserve(moved(stocked()), line(), now, null)).stock.reserved).toBe(3);
    expect(() => commit(moved(stocked()), line(), now, null)).toThrow('There is no reservation');
    expect(stateOf(release(moved(stocked()), line(), now, null)).reservations['o1:reserve:1']).toEqual({
      status: 'released',
      quantity: 0,
      at: now,
    });
  });
});
