import { errors } from '@mercato/kit/errors';
import { iso } from '@mercato/kit/time';
import type { Snapshot } from '@mercato/kit/aggregate';
import type { Cart, Merging } from '../domain/cart.ts';
import { beginMerge, endMerge, joined, takeIn, wasTaken } from '../domain/merge.ts';
import type { CartDeps } from './cart-deps.ts';
import { type Change, readCart, writeCart } from './write-cart.ts';

export type Merged = 'merged' | 'nothing' | 'full';

const tries = 5;

export const guestCartId = (guestId: string): string => `guest-${guestId}`;

/**
 * Carries a merge that was begun to its end: the user's cart takes the lines or refuses them, then the guest's cart is
 * emptied or thawed. Anyone may do it, any number of times, after any crash: both writes know the merge's id.
 */
const carryOn = async (deps: CartDeps, guestCart: string, frozen: Cart, merging: Merging): Promise<boolean> => {
  const { mergeId, userId } = merging;
  const at = iso(deps.clock.now());
  const user = await writeCart(deps, userId, (cart) => takeIn(cart, mergeId, frozen.lines, at));
  const taken = wasTaken(user.state, mergeId) ?? false;
  await writeCart(deps, guestCart, (cart) => endMerge(cart, mergeId, taken, at));
  return taken;
};

/** Moves the lines of a guest's cart into the user's, all or none. Doing it twice adds nothing. */
export const mergeGuestCart = async (deps: CartDeps, userId: string, guestId: string): Promise<Merged> => {
  const guestCart = guestCartId(guestId);
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const found = await readCart(deps, guestCart);
    if (!found.state.lines.length) return 'nothing';
    if (!found.state.merging && !(await wouldFit(deps, userId, found.state))) return 'full';
    const { state } = await writeCart(deps, guestCart, (cart, version) =>
      beginMerge(cart, { userId, mergeId: `${guestId}:${version}` }),
    );
    if (!state.merging) return 'nothing';
    const taken = await carryOn(deps, guestCart, state, state.merging);
    if (state.merging.userId === userId) return taken ? 'merged' : 'full';
  }
  throw errors.contended(guestCart);
};

// Asked first, so that a cart that is full is not written three times by each request of a guest who comes along.
const wouldFit = async (deps: CartDeps, userId: string, guest: Cart): Promise<boolean> =>
  joined((await readCart(deps, userId)).state.lines, guest.lines) !== undefined;

/** Changes a cart on behalf of its owner. A cart frozen by a merge is thawed first. */
export const changeCart = async (deps: CartDeps, cartId: string, change: Change): Promise<Snapshot<Cart>> => {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const after = await writeCart(deps, cartId, (cart, v) => (cart.merging ? cart : change(cart, v)));
    if (!after.state.merging) return after;
    await carryOn(deps, cartId, after.state, after.state.merging);
  }
  throw errors.contended(cartId);
};
