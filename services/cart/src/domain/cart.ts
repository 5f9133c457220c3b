import { maxCartLines } from '@mercato/contracts/cart';
import type { Money } from '@mercato/contracts/shared';
import { cart as cartErrors, line as lineErrors } from './errors.ts';
import { type Memory, remember } from './memory.ts';

/** A line as it is stored: what was seen of the product when the line was last changed stays with it. */
export interface Line {
  readonly productId: string;
  readonly quantity: number;
  readonly seenPrice: Money;
  readonly seenName: string;
  readonly seenAvailable: number;
  readonly addedAt: string;
}

/** What is known of a product at one moment. */
export interface Seen {
  readonly productId: string;
  readonly name: string;
  readonly price: Money;
  readonly available: number;
}

/** A merge that was begun: the cart is frozen until it is known whether the user's cart took the lines. */
export interface Merging {
  readonly mergeId: string;
  readonly userId: string;
}

export interface Cart {
  readonly lines: readonly Line[];
  /** Orders already subtracted: their events may come again. */
  readonly orders: readonly Memory[];
  /** Merges already answered, with the answer. */
  readonly merges: readonly (Memory & { readonly taken: boolean })[];
  /** Only in a guest's cart. */
  readonly merging: Merging | null;
  readonly updatedAt: string | null;
}

export const maxQuantity = 99;
const rememberedOrders = 2000;

export const emptyCart: Cart = { lines: [], orders: [], merges: [], merging: null, updatedAt: null };

/** Sets the quantity of a product; what is seen of it now becomes what the shopper has agreed to. */
export const put = (cart: Cart, seen: Seen, quantity: number, at: string): Cart => {
  const found = cart.lines.find((l) => l.productId === seen.productId);
  if (!found && cart.lines.length >= maxCartLines) throw cartErrors.full();
  const line: Line = {
    productId: seen.productId,
    quantity,
    seenPrice: seen.price,
    seenName: seen.name,
    seenAvailable: seen.available,
    addedAt: found?.addedAt ?? at,
  };
  const lines = found ? cart.lines.map((l) => (l === found ? line : l)) : [...cart.lines, line];
  return { ...cart, lines, updatedAt: at };
};

/** Changes the quantity of a line that is there without looking at the product again. */
export const setQuantity = (cart: Cart, productId: string, quantity: number, at: string): Cart => {
  if (!cart.lines.some((l) => l.productId === productId)) throw lineErrors.notFound(productId);
  const lines = cart.lines.map((l) => (l.productId === productId ? { ...l, quantity } : l));
  return { ...cart, lines, updatedAt: at };
};

export const remove = (cart: Cart, productId: string, at: string): Cart => {
  const lines = cart.lines.filter((l) => l.productId !== productId);
  if (lines.length === cart.lines.length) throw lineErrors.notFound(productId);
  return { ...cart, lines, updatedAt: at };
};

export const clear = (cart: Cart, at: string): Cart =>
  cart.lines.length ? { ...cart, lines: [], updatedAt: at } : cart;

export interface Ordered {
  readonly orderId: string;
  readonly items: readonly { readonly productId: string; readonly quantity: number }[];
}

/** Takes out what was ordered, once per order; what was added meanwhile stays. */
export const subtractOrder = (cart: Cart, order: Ordered, at: string): Cart => {
  if (cart.orders.some((o) => o.id === order.orderId)) return cart;
  const ordered = new Map<string, number>();
  for (const { productId, quantity } of order.items) ordered.set(productId, (ordered.get(productId) ?? 0) + quantity);
  const lines = cart.lines
    .map((l) => ({ ...l, quantity: l.quantity - (ordered.get(l.productId) ?? 0) }))
    .filter((l) => l.quantity > 0);
  return { ...cart, lines, orders: remember(cart.orders, { id: order.orderId, at }, rememberedOrders), updatedAt: at };
};
