import type { Defence } from '../defence.ts';

const cartFile = 'services/cart/src/domain/cart.ts';
const merge = 'services/cart/src/domain/merge.ts';
const mergeTest = 'services/cart/src/domain/merge.test.ts';
const mergeGuestCart = 'services/cart/src/use-cases/merge-guest-cart.ts';
const mergeGuestCartTest = 'services/cart/src/use-cases/merge-guest-cart.test.ts';

/** What was ordered leaves the cart once; a guest’s lines come into it once. */
export const cart: readonly Defence[] = [
  {
    id: 'cart.subtracted-once',
    what: 'What was ordered leaves the cart once, however often the event comes and however much later',
    file: cartFile,
    cut: ['if (cart.orders.some((o) => o.id === order.orderId)) return cart;', ''],
    test: ['services/cart/src/domain/cart.test.ts', 'remembers an order that found nothing to take'],
  },
  {
    id: 'cart.remembered-for-two-weeks',
    what: 'It is known as long as a queue may keep the event',
    file: 'services/cart/src/domain/memory.ts',
    cut: ['const rememberedMs = 14 * 24 * 3600 * 1000;', 'const rememberedMs = 3600 * 1000;'],
    test: ['services/cart/src/domain/memory.test.ts', 'keeps thirteen days and drops fifteen'],
  },
  {
    id: 'cart.only-what-was-ordered',
    what: 'What was added after the checkout stays',
    file: cartFile,
    cut: ['l.quantity - (ordered.get(l.productId) ?? 0)', 'ordered.has(l.productId) ? 0 : l.quantity'],
    test: ['services/cart/test/cart.api.test.ts', 'takes order-confirmed-v1 from its sidecar, again and again'],
  },
  {
    id: 'cart.merge-once',
    what: "A guest's lines come into the user's cart once",
    file: merge,
    cut: ['if (wasTaken(user, mergeId) !== undefined) return user;', ''],
    test: [mergeTest, 'is taken in once, however often it is asked'],
  },
  {
    id: 'cart.frozen-while-merging',
    what: "A guest's cart changes no more while a merge is under way",
    file: mergeGuestCart,
    cut: ['(cart.merging ? cart : change(cart, v))', 'change(cart, v)'],
    test: [mergeGuestCartTest, 'is ended by the guest who goes on shopping after a crash'],
  },
  {
    id: 'cart.merge-goes-on',
    what: 'A merge that somebody began and left is carried on',
    file: mergeGuestCart,
    cut: ['if (!after.state.merging) return after;', 'if (after) return after;'],
    test: [mergeGuestCartTest, 'is ended by the guest who goes on shopping after a crash'],
  },
  {
    id: 'cart.merge-ends-its-own',
    what: 'Only the merge that froze a cart empties it',
    file: merge,
    cut: ['if (guest.merging?.mergeId !== mergeId) return guest;', ''],
    test: [mergeTest, 'ends by emptying or thawing the guest cart, and only its own'],
  },
];
