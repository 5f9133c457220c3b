import type { Cart as CartView } from '@mercato/contracts/cart';
import type { Money } from '@mercato/contracts/shared';
import type { Cart, Line, Seen } from './cart.ts';

/** Products as they are now; null for one that does not exist (any more). Undefined as a whole: nobody knows. */
export type Prices = ReadonlyMap<string, Seen | null>;

type LineView = CartView['lines'][number];

const shopCurrency = 'EUR';
// The largest amount that Money can say.
const maxAmount = 1_000_000_000_000;

const money = (amount: number): Money => ({ amount: Math.min(amount, maxAmount), currency: shopCurrency });

const same = (a: Money, b: Money): boolean => a.amount === b.amount && a.currency === b.currency;

/** A price that could not be summed or charged makes the line one that cannot be bought. */
const chargeable = (price: Money, quantity: number): boolean =>
  price.currency === shopCurrency && price.amount * quantity <= maxAmount;

const lineTotal = (price: Money, quantity: number): Money => ({
  amount: Math.min(price.amount * quantity, maxAmount),
  currency: price.currency,
});

const asSeen = (line: Line, available: number, flags: LineView['flags']): LineView => ({
  productId: line.productId,
  name: line.seenName,
  quantity: line.quantity,
  unitPrice: line.seenPrice,
  previousPrice: null,
  lineTotal: lineTotal(line.seenPrice, line.quantity),
  available,
  flags,
});

const live = (line: Line, now: Seen): LineView => {
  const flags: LineView['flags'] = [];
  if (!same(now.price, line.seenPrice)) flags.push('price_changed');
  if (now.available < line.quantity) flags.push('insufficient_stock');
  if (!chargeable(now.price, line.quantity)) flags.push('unavailable');
  return {
    ...asSeen(line, now.available, flags),
    name: now.name,
    unitPrice: now.price,
    previousPrice: flags.includes('price_changed') ? line.seenPrice : null,
    lineTotal: lineTotal(now.price, line.quantity),
  };
};

const viewLine = (line: Line, prices: Prices | undefined): LineView => {
  if (!prices)
    return asSeen(line, line.seenAvailable, chargeable(line.seenPrice, line.quantity) ? [] : ['unavailable']);
  const now = prices.get(line.productId);
  return now ? live(line, now) : asSeen(line, 0, ['unavailable']);
};

const canBeBought = (line: LineView): boolean =>
  !line.flags.includes('unavailable') && !line.flags.includes('insufficient_stock');

export interface Identity {
  readonly id: string;
  readonly version: number;
  readonly guestToken: string | null;
}

/** The cart as its owner sees it: with the prices of now, or those last seen when nobody can tell. */
export const viewCart = (cart: Cart, prices: Prices | undefined, identity: Identity): CartView => {
  const lines = cart.lines.map((line) => viewLine(line, prices));
  const total = lines.filter(canBeBought).reduce((sum, l) => sum + l.lineTotal.amount, 0);
  return {
    ...identity,
    lines,
    total: money(total),
    degraded: cart.lines.length > 0 && !prices,
    updatedAt: cart.updatedAt,
  };
};
