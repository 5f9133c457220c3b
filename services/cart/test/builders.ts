import { orderConfirmed } from '@mercato/contracts/order';
import { DomainError } from '@mercato/kit/errors';
import { outgoing } from '@mercato/kit/messaging';
import { type Cart, emptyCart, type Line, type Seen } from '../src/domain/cart.ts';

export const at = '2026-01-01T00:00:00.000Z';

export const seen = (productId: string, amount = 1000, available = 50): Seen => ({
  productId,
  name: `The ${productId}`,
  price: { amount, currency: 'EUR' },
  available,
});

export const line = (productId: string, quantity = 1, amount = 1000): Line => ({
  productId,
  quantity,
  seenPrice: { amount, currency: 'EUR' },
  seenName: `The ${productId}`,
  seenAvailable: 50,
  addedAt: at,
});

export const cartOf = (...lines: readonly Line[]): Cart => ({ ...emptyCart, lines, updatedAt: at });

export const quantities = (cart: Pick<Cart, 'lines'>): Record<string, number> =>
  Object.fromEntries(cart.lines.map((l) => [l.productId, l.quantity]));

/** The code that `work` is refused with. */
export const refusal = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

/** The event of an order of ada's. */
export const confirmed = (orderId: string, lines: Readonly<Record<string, number>>) => {
  const price = { amount: 1000, currency: 'EUR' as const };
  const items = Object.entries(lines).map(([productId, quantity]) => ({
    productId,
    quantity,
    sku: 'SKU-1',
    name: productId,
    unitPrice: price,
    lineTotal: price,
  }));
  const data = { orderId, userId: 'ada', version: 7, region: 'DE', at, items, total: price };
  return outgoing(orderConfirmed, data, { distinct: 7, time: at });
};
