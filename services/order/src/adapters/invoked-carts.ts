import { cartApi } from '@mercato/contracts/cart';
import type { Invoker } from '@mercato/kit/invoke';
import { callTimes } from '../ports/call-times.ts';
import type { Carts } from '../ports/carts.ts';

/** The cart service, through the sidecar. */
export const invokedCarts = (invoker: Invoker): Carts => ({
  lines: async (userId) => {
    const options = { timeoutMs: callTimes.carts };
    return (await invoker.call('cart', cartApi.getLines, { params: { userId } }, options)).lines;
  },
});
