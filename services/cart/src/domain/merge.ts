import { maxCartLines } from '@mercato/contracts/cart';
import type { Cart, Line, Merging } from './cart.ts';
import { maxQuantity } from './cart.ts';
import { remember } from './memory.ts';

const rememberedMerges = 200;

/** The lines of both; what stands in both is summed and capped. Undefined when they do not fit into one cart. */
export const joined = (mine: readonly Line[], theirs: readonly Line[]): readonly Line[] | undefined => {
  const summed = mine.map((l) => {
    const other = theirs.find((t) => t.productId === l.productId);
    return other ? { ...l, quantity: Math.min(maxQuantity, l.quantity + other.quantity) } : l;
  });
  const added = theirs.filter((t) => !mine.some((l) => l.productId === t.productId));
  const lines = [...summed, ...added];
  return lines.length <= maxCartLines ? lines : undefined;
};

/** First write, in the guest's cart: freezes it under the id of this merge. A merge already begun goes on instead. */
export const beginMerge = (guest: Cart, merging: Merging): Cart =>
  guest.merging || !guest.lines.length ? guest : { ...guest, merging };

/**
 * Second write, in the user's cart: takes the lines, or refuses all of them when they do not fit. The answer is
 * remembered either way, so that everyone who asks about this merge again hears the same.
 */
export const takeIn = (user: Cart, mergeId: string, lines: readonly Line[], at: string): Cart => {
  if (wasTaken(user, mergeId) !== undefined) return user;
  const together = joined(user.lines, lines);
  const merges = remember(user.merges, { id: mergeId, at, taken: together !== undefined }, rememberedMerges);
  return { ...user, lines: together ?? user.lines, merges, updatedAt: together ? at : user.updatedAt };
};

/** What the user's cart answered to this merge; undefined when it has not yet. */
export const wasTaken = (user: Cart, mergeId: string): boolean | undefined =>
  user.merges.find((m) => m.id === mergeId)?.taken;

/** Third write, in the guest's cart: empties it if its lines were taken, and thaws it. */
export const endMerge = (guest: Cart, mergeId: string, taken: boolean, at: string): Cart => {
  if (guest.merging?.mergeId !== mergeId) return guest;
  return taken ? { ...guest, lines: [], merging: null, updatedAt: at } : { ...guest, merging: null };
};
