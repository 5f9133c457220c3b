import { orderConfirmed } from '@mercato/contracts/order';
import { subscription } from '@mercato/kit/messaging';
import { iso } from '@mercato/kit/time';
import { subtractOrder } from '../domain/cart.ts';
import type { CartDeps } from '../use-cases/cart-deps.ts';
import { writeCart } from '../use-cases/write-cart.ts';

/** Takes what was ordered out of the cart, once per order. */
export const onOrderConfirmed = (deps: CartDeps) =>
  subscription(orderConfirmed, async ({ data }) => {
    const at = iso(deps.clock.now());
    await writeCart(deps, data.userId, (cart) => subtractOrder(cart, data, at));
  });
