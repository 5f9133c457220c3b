import { describe, expect, it } from 'vitest';
import type { Priority } from './priority.ts';
import { type Claim, type Denial, type Slot, Slots } from './slots.ts';

const rules = { backend: { least: 4, first: 20, most: 100 }, held: 8, all: 60 };
const claim: Claim = { app: 'product', route: 'listProducts', caller: 'eve', priority: 'checkout', held: false };

const enter = (slots: Slots, times: number, given: Partial<Claim> = {}): readonly (Slot | Denial)[] =>
  Array.from({ length: times }, () => slots.enter({ ...claim, ...given }, 0));
const entered = (given: readonly (Slot | Denial)[]): readonly Slot[] => given.filter((one) => typeof one !== 'string');
const strangers = (slots: Slots, times: number, given: Partial<Claim> = {}) =>
  Array.from({ length: times }, (_, n) => slots.enter({ ...claim, caller: `stranger-${n}`, ...given }, 0));

describe('the places of a backend', () => {
  it('are as many as its limit, and whoever comes then is told so at once', () => {
    const slots = new Slots(rules);
    const given = enter(slots, 25);
    expect(given.slice(20)).toEqual(Array.from({ length: 5 }, () => 'full'));
    expect(entered(given)).toHaveLength(20);
    expect(slots.use('product')).toEqual({ inFlight: 20, limit: 20 });
    entered(given)[0]?.leave('answered', 5);
    expect(entered(enter(slots, 2))).toHaveLength(1);
  });

  it('are not taken by those of another', () => {
    const slots = new Slots(rules);
    enter(slots, 30);
    expect(entered(enter(slots, 5, { app: 'order' }))).toHaveLength(5);
  });

  it('come back once, however often they are left', () => {
    const slots = new Slots(rules);
    const [slot] = entered(enter(slots, 1));
    slot?.leave('answered', 1);
    slot?.leave('answered', 1);
    expect(slots.use('product').inFlight).toBe(0);
  });

  it.each<readonly [Priority, number]>([
    ['checkout', 20],
    ['browsing', 18],
    ['administration', 14],
  ])('are left to what goes first: %s fills %i of 20', (priority, most) => {
    expect(entered(enter(new Slots(rules), 30, { priority }))).toHaveLength(most);
  });

  it('of all backends together end too', () => {
    const slots = new Slots(rules);
    for (const app of ['product', 'order', 'cart']) enter(slots, 20, { app });
    expect(enter(slots, 1, { app: 'payment' })).toEqual(['full']);
  });

  it('that are held on purpose are counted apart, and teach nothing', () => {
    const slots = new Slots(rules);
    const held = enter(slots, 10, { held: true });
    expect(held.filter((one) => one === 'full')).toHaveLength(2);
    for (const slot of entered(held)) slot.leave('answered', 60_000);
    expect(slots.use('product')).toEqual({ inFlight: 0, limit: 20 });
  });
});

describe('one who has many', () => {
  it('keeps nobody else out: there is a place for who has none', () => {
    const slots = new Slots(rules);
    enter(slots, 20);
    expect(entered(strangers(slots, 5))).toHaveLength(5);
    expect(strangers(slots, 1, { caller: 'late' })).toEqual(['full']);
  });

  it('gets no more than a fair share once it is crowded and others are there', () => {
    const slots = new Slots(rules);
    strangers(slots, 3);
    expect(entered(enter(slots, 20))).toHaveLength(7);
    expect(enter(slots, 1)).toEqual(['crowding']);
    expect(entered(enter(slots, 3, { caller: 'stranger-1' }))).toHaveLength(3);
  });

  it('has all of it again a while after the others have gone', () => {
    const slots = new Slots(rules);
    for (const slot of entered(strangers(slots, 3))) slot.leave('answered', 1);
    const later = Array.from({ length: 21 }, () => slots.enter(claim, 2_000));
    expect(entered(later)).toHaveLength(20);
  });
});
