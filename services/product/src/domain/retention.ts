import type { ProductState } from './product-state.ts';
import { type ClosedReservation, find, type Reservation } from './reservation.ts';

const hour = 3_600_000;
/** How long the key of a closed reservation is known at least. */
export const keyRetention = 24 * hour;
/** As long as a queue may keep a message, so that one redriven from a dead-letter queue is recognised. */
export const commandRetention = 14 * 24 * hour;
/**
 * Commands remembered on a product: a feed that sets its stock every minute must not fill the item. All but the one that
 * died on its way have their outcome stored under their own id too.
 */
export const mostCommands = 256;
/** An item holds 400 KB at most, and each write of it costs by its size. */
export const mostClosed = 256;
const keepClosed = 64;

/** What every write drops on its way: tombstones and command ids that nobody can repeat any more. */
export const prune = (state: ProductState, now: number): ProductState => {
  const expired = ([, r]: readonly [string, Reservation]): boolean =>
    r.status === 'released' && r.elsewhere === undefined && r.at <= now - keyRetention;
  const entries = Object.entries(state.reservations);
  const applied = state.applied.filter((c) => c.at > now - commandRetention).slice(-mostCommands);
  if (!entries.some(expired) && applied.length === state.applied.length) return state;
  return { ...state, applied, reservations: Object.fromEntries(entries.filter((e) => !expired(e))) };
};

export type ClosedEntry = readonly [key: string, reservation: ClosedReservation];

/**
 * The closed reservations that should leave the item, oldest first: those past the retention (a sale may be refunded
 * months later, so it is moved, not dropped), and the oldest ones where there are too many.
 */
export const overflow = (state: ProductState, now: number): readonly ClosedEntry[] => {
  const closed = Object.entries(state.reservations)
    .filter((entry): entry is [string, ClosedReservation] => entry[1].status !== 'reserved')
    .toSorted(([, a], [, b]) => a.at - b.at);
  const tooMany = closed.length > mostClosed ? closed.length - keepClosed : 0;
  return closed.filter(([, r], i) => i < tooMany || r.at <= now - keyRetention);
};

/** Drops closed reservations that were copied elsewhere, unless they changed since. */
export const moveOut = (state: ProductState, copied: readonly ClosedEntry[]): ProductState | undefined => {
  const gone = copied.filter(([key, copy]) => {
    const present = find(state.reservations, key);
    return present?.status === copy.status && present.at === copy.at;
  });
  if (gone.length === 0) return undefined;
  const keys = new Set(gone.map(([key]) => key));
  const reservations = Object.fromEntries(Object.entries(state.reservations).filter(([key]) => !keys.has(key)));
  const until = Math.max(...gone.map(([, r]) => r.at + keyRetention));
  return { ...state, reservations, lookElsewhereUntil: Math.max(state.lookElsewhereUntil, until) };
};
