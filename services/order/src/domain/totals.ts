import type { OrderLine } from '@mercato/contracts/order';
import type { ReservedLine } from '@mercato/contracts/product';
import { money, type Money } from '@mercato/contracts/shared';
import { orders } from './errors.ts';

export const orderLineOf = (reserved: ReservedLine): OrderLine => ({
  productId: reserved.productId,
  quantity: reserved.quantity,
  sku: reserved.sku,
  name: reserved.name,
  unitPrice: reserved.unitPrice,
  lineTotal: { ...reserved.unitPrice, amount: reserved.unitPrice.amount * reserved.quantity },
});

/** The sum of the lines, in minor units. Delivery is free. */
export const totalOf = (lines: readonly OrderLine[]): Money => {
  const currency = lines[0]?.lineTotal.currency ?? 'EUR';
  if (lines.some((line) => line.lineTotal.currency !== currency)) throw orders.mixedCurrencies();
  const total = { amount: lines.reduce((sum, line) => sum + line.lineTotal.amount, 0), currency };
  // Every service would refuse it as malformed, which is a failure to be tried again and not an answer.
  if (!money.safeParse(total).success) throw orders.beyondMoney();
  return total;
};

export const sameMoney = (a: Money, b: Money): boolean => a.amount === b.amount && a.currency === b.currency;
