import type { Cart as CartView } from '@mercato/contracts/cart';
import type { Snapshot } from '@mercato/kit/aggregate';
import type { Cart } from '../domain/cart.ts';
import { type Prices, viewCart } from '../domain/view.ts';
import type { CartDeps } from './cart-deps.ts';

/** Prices now, or undefined when nobody can tell: what that means is the caller's to decide. */
export const lookUp = async (deps: CartDeps, productIds: readonly string[]): Promise<Prices | undefined> => {
  try {
    return await deps.prices.of(productIds);
  } catch (error) {
    deps.log.warn({ err: error }, 'prices are not to be had');
    return undefined;
  }
};

export const nothingKnown: Prices = new Map();

/** The cart as its owner sees it. `known` saves asking again for what was just asked, also when there was no answer. */
export const showCart = async (
  deps: CartDeps,
  { state, version }: Snapshot<Cart>,
  owner: { readonly cartId: string; readonly guestToken: string | null },
  known: Prices | undefined,
): Promise<CartView> => {
  const prices = known && (await completed(deps, state, known));
  return viewCart(state, prices, { id: owner.cartId, version, guestToken: owner.guestToken });
};

const completed = async (deps: CartDeps, { lines }: Cart, known: Prices): Promise<Prices | undefined> => {
  const missing = lines.map((l) => l.productId).filter((id) => !known.has(id));
  if (!missing.length) return known;
  const more = await lookUp(deps, missing);
  return more && new Map([...known, ...more]);
};
