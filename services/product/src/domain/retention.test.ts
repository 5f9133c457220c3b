import { describe, expect, it } from 'vitest';
import { now, stocked } from '../../test/examples.ts';
import type { ProductState } from './product-state.ts';
import type { Reservation } from './reservation.ts';
import { commandRetention, keyRetention, mostClosed, mostCommands, moveOut, overflow, prune } from './retention.ts';

const closed = (status: 'committed' | 'released', at: number): Reservation => ({ status, quantity: 1, at });
const withReservations = (reservations: Readonly<Record<string, Reservation>>): ProductState => ({
  ...stocked(),
  reservations,
});
const many = (n: number) =>
  withReservations(Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, closed('released', now + i)])));

it('lasts a day for keys, and for commands as long as a queue may keep a message', () => {
  const days = 24 * 60 * 60 * 1_000;
  expect([keyRetention / days, commandRetention / days]).toEqual([1, 14]);
});

describe('prune', () => {
  const old = now - keyRetention;

  it('drops tombstones after 24 hours, not before', () => {
    const state = withReservations({ old: closed('released', old), young: closed('released', old + 1) });
    expect(Object.keys(prune(state, now).reservations)).toEqual(['young']);
  });

  it('never drops what is reserved or sold: a refund may come months later', () => {
    const as = { sku: 'S', name: 'N', unitPrice: { amount: 1, currency: 'EUR' as const } };
    const state = withReservations({
      open: { status: 'reserved', quantity: 1, at: old, as },
      sold: closed('committed', old),
    });
    expect(prune(state, now)).toEqual(state);
  });

  it('keeps a tombstone whose copy elsewhere still says sold', () => {
    const state = withReservations({ k: { status: 'released', quantity: 1, at: old, elsewhere: true } });
    expect(prune(state, now)).toEqual(state);
    expect(overflow(state, now)).toHaveLength(1);
  });

  it('forgets commands once no queue can hold them any more', () => {
    const applied = [
      { id: 'old', at: now - commandRetention },
      { id: 'young', at: now - commandRetention + 1 },
    ];
    expect(prune({ ...stocked(), applied }, now).applied.map((c) => c.id)).toEqual(['young']);
  });
});

it('remembers the latest commands only, however many come within the retention', () => {
  const applied = Array.from({ length: mostCommands + 5 }, (_, i) => ({ id: `c${i}`, at: now }));
  const kept = prune({ ...stocked(), applied }, now).applied;
  expect([kept.length, kept[0]?.id]).toEqual([mostCommands, 'c5']);
});

describe('overflow', () => {
  it('is nothing while there are few and all are young', () => {
    expect(overflow(many(mostClosed), now + 1000)).toEqual([]);
  });

  it('is the oldest when there are too many, so that the item stays small', () => {
    const entries = overflow(many(mostClosed + 1), now + 1000);
    expect(entries[0]?.[0]).toBe('k0');
    expect(entries.length).toBeGreaterThan(mostClosed / 2);
    expect(entries.length).toBeLessThan(mostClosed);
  });

  it('is every sale older than 24 hours', () => {
    const state = withReservations({
      a: closed('committed', now - keyRetention),
      b: closed('committed', now - keyRetention + 1),
    });
    expect(overflow(state, now).map(([key]) => key)).toEqual(['a']);
  });
});

describe('moveOut', () => {
  it('drops what was copied and remembers how long to look for it', () => {
    const state = many(2);
    const next = moveOut(state, overflow(many(2), now + 2 * keyRetention));
    expect(next?.reservations).toEqual({});
    expect(next?.lookElsewhereUntil).toBe(now + 1 + keyRetention);
  });

  it('leaves what changed since it was copied', () => {
    const state = withReservations({ k: closed('released', now + 5) });
    expect(moveOut(state, [['k', { status: 'committed', quantity: 1, at: now }]])).toBeUndefined();
    expect(moveOut(state, [['gone', { status: 'committed', quantity: 1, at: now }]])).toBeUndefined();
  });
});
