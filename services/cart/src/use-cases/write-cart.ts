import type { Snapshot } from '@mercato/kit/aggregate';
import { type Cart, emptyCart } from '../domain/cart.ts';
import type { CartDeps } from './cart-deps.ts';

export type Change = (cart: Cart, version: number) => Cart;

export const readCart = async (deps: CartDeps, cartId: string): Promise<Snapshot<Cart>> =>
  (await deps.carts.load(cartId)) ?? { state: emptyCart, version: 0 };

/**
 * Applies a change once and tells how the cart stood right after it; a change that changes nothing is not written. What
 * must not be done again by another call, the cart itself remembers: under a shared id, this call would take what it
 * decided but lost to the other for what was stored.
 */
export const writeCart = async (deps: CartDeps, cartId: string, change: Change): Promise<Snapshot<Cart>> => {
  // Not the command's result, since results are kept with the cart: 32 copies of it would not fit into the item.
  const run: { after?: Snapshot<Cart> } = {};
  await deps.carts.execute(cartId, null, (current, version) => {
    const before = current ?? emptyCart;
    const state = change(before, version);
    const changed = state !== before;
    run.after = { state, version: changed ? version : version - 1 };
    return changed ? { state, result: null } : { result: null };
  });
  return run.after ?? readCart(deps, cartId);
};
