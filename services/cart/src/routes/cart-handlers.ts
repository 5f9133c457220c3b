import type { cartApi } from '@mercato/contracts/cart';
import type { Snapshot } from '@mercato/kit/aggregate';
import { type Handlers, noContent, ok } from '@mercato/kit/service';
import { iso } from '@mercato/kit/time';
import { type Cart, clear, remove } from '../domain/cart.ts';
import { cart as cartErrors } from '../domain/errors.ts';
import type { Prices } from '../domain/view.ts';
import { changeCart, mergeGuestCart } from '../use-cases/merge-guest-cart.ts';
import { putItem } from '../use-cases/put-item.ts';
import { nothingKnown, showCart } from '../use-cases/show-cart.ts';
import { readCart } from '../use-cases/write-cart.ts';
import { forgetCookie, identifyOwner, type Owner, type OwnerDeps } from './identify-owner.ts';

type CartHandlers = Handlers<typeof cartApi>;

const answer = async (deps: OwnerDeps, owner: Owner, snapshot: Snapshot<Cart>, known: Prices | undefined) => ({
  ...ok(await showCart(deps, snapshot, owner, known)),
  cookies: owner.cookies,
});

/** The answer after a change, which also records what the cart is worth now, where live prices say so. */
const changed: typeof answer = async (deps, ...rest) => {
  const reply = await answer(deps, ...rest);
  if (!reply.body.degraded) deps.metrics.changed(reply.body.total);
  return reply;
};

const readingHandlers = (deps: OwnerDeps): Pick<CartHandlers, 'getCart' | 'getLines'> => ({
  getCart: async (request) => {
    const owner = await identifyOwner(deps, request);
    return answer(deps, owner, await readCart(deps, owner.cartId), nothingKnown);
  },

  getLines: async (request) => {
    const { state } = await readCart(deps, request.params.userId);
    return ok({ lines: state.lines.map(({ productId, quantity }) => ({ productId, quantity })) });
  },
});

const writingHandlers = (deps: OwnerDeps): Omit<CartHandlers, 'getCart' | 'getLines'> => ({
  clearCart: async (request) => {
    const owner = await identifyOwner(deps, request);
    await changeCart(deps, owner.cartId, (cart) => clear(cart, iso(deps.clock.now())));
    return { ...noContent(), cookies: owner.cookies };
  },

  putItem: async (request) => {
    const owner = await identifyOwner(deps, request);
    const { after, prices } = await putItem(deps, owner.cartId, { ...request.params, ...request.body });
    return changed(deps, owner, after, prices);
  },

  removeItem: async (request) => {
    const owner = await identifyOwner(deps, request);
    const { productId } = request.params;
    const after = await changeCart(deps, owner.cartId, (cart) => remove(cart, productId, iso(deps.clock.now())));
    return changed(deps, owner, after, nothingKnown);
  },

  mergeCart: async (request) => {
    const { guestToken } = request.body;
    const { userId } = request.caller;
    const { guestId } = await deps.guestTokens.read(guestToken);
    if ((await mergeGuestCart(deps, userId, guestId)) === 'full') throw cartErrors.full();
    const owner: Owner = { cartId: userId, guestToken: null, cookies: forgetCookie(request, guestToken) };
    return changed(deps, owner, await readCart(deps, userId), nothingKnown);
  },
});

export const cartHandlers = (deps: OwnerDeps): CartHandlers => ({ ...readingHandlers(deps), ...writingHandlers(deps) });
