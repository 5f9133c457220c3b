import { errors } from '@mercato/kit/errors';
import { iso } from '@mercato/kit/time';
import type { Snapshot } from '@mercato/kit/aggregate';
import { type Cart, put, setQuantity } from '../domain/cart.ts';
import { product } from '../domain/errors.ts';
import type { Prices } from '../domain/view.ts';
import type { CartDeps } from './cart-deps.ts';
import { changeCart } from './merge-guest-cart.ts';
import { lookUp } from './show-cart.ts';

export interface Item {
  readonly productId: string;
  readonly quantity: number;
}

const hasLine = (cart: Cart, productId: string): boolean => cart.lines.some((l) => l.productId === productId);

const putSeen = (cart: Cart, item: Item, prices: Prices, at: string): Cart => {
  const seen = prices.get(item.productId);
  if (!seen) throw product.notFound(item.productId);
  return put(cart, seen, item.quantity, at);
};

// Nobody can say whether the product exists, so a new line is refused; one that was seen before may change.
const putUnseen = (cart: Cart, item: Item, at: string): Cart => {
  if (!hasLine(cart, item.productId)) throw errors.unavailable('The catalogue');
  return setQuantity(cart, item.productId, item.quantity, at);
};

export const putItem = async (
  deps: CartDeps,
  cartId: string,
  item: Item,
): Promise<{ readonly after: Snapshot<Cart>; readonly prices: Prices | undefined }> => {
  const prices = await lookUp(deps, [item.productId]);
  const at = iso(deps.clock.now());
  const after = await changeCart(deps, cartId, (cart) =>
    prices ? putSeen(cart, item, prices, at) : putUnseen(cart, item, at),
  );
  return { after, prices };
};
