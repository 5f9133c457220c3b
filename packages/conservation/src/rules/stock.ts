import { type Facts, isConfirmed, isParked, isRecorded, type OrderFacts, type Rule, statusOf, sum } from '../facts.ts';

type Product = Facts['products'][number];

const of = ({ id }: Product, rule: string, detail: string) => ({ rule, aggregate: `product:${id}`, detail });

/** Units are whole, none is negative, and all that were received are somewhere. */
export const stockBalances: Rule = ({ products }) =>
  products.flatMap((product) => {
    const { available, onHand, reserved, sold, received } = product.stock;
    const counts = [available, onHand, reserved, sold];
    if (!counts.every((n) => Number.isSafeInteger(n) && n >= 0)) {
      return [of(product, 'stock.counts', `a count is negative or no whole number: ${JSON.stringify(product.stock)}`)];
    }
    if (available + reserved === onHand && received === available + reserved + sold) return [];
    const detail = `received ${received} ≠ available ${available} + reserved ${reserved} + sold ${sold} (on hand ${onHand})`;
    return [of(product, 'stock.balance', detail)];
  });

const openOf = ({ reservations }: Product) => reservations.filter((r) => r.status === 'reserved');

/** Reserved units are those of the open reservations. */
export const reservedUnitsHaveOwners: Rule = ({ products }) =>
  products.flatMap((product) => {
    const open = sum(openOf(product).map((r) => r.quantity));
    if (open === product.stock.reserved) return [];
    return [of(product, 'stock.reserved', `${product.stock.reserved} reserved, but open reservations hold ${open}`)];
  });

const isLive = (order: OrderFacts | undefined): boolean =>
  order !== undefined && ['accepted', 'pending'].includes(statusOf(order));

/** Every open reservation belongs to an order that may still need it. */
export const reservationsBelongToLiveOrders: Rule = ({ products, orders }) => {
  const byId = new Map(orders.map((order) => [order.id, order]));
  return products.flatMap((product) =>
    openOf(product).flatMap(({ key, quantity }) => {
      const orderId = key.split(':')[0] ?? '';
      const order = byId.get(orderId);
      if (isLive(order)) return [];
      const state = order ? statusOf(order) : 'unknown';
      return [of(product, 'reservation.orphan', `${quantity} held under ${key}, but order ${orderId} is ${state}`)];
    }),
  );
};

/** How many units an order has bought for certain, and how many it may have. */
const boughtBy = (order: OrderFacts): readonly { productId: string; least: number; most: number }[] => {
  if (!isRecorded(order)) return [];
  const { lines } = order.known.order;
  const confirmed = isConfirmed(order);
  const maybe = isParked(order) || statusOf(order) === 'pending';
  return lines.map(({ productId, quantity }) => ({
    productId,
    least: confirmed && !maybe ? quantity : 0,
    most: confirmed || maybe ? quantity : 0,
  }));
};

/** Sold units are those of confirmed orders: neither a unit sold twice nor one sold to nobody. */
export const soldUnitsHaveBuyers: Rule = ({ products, orders }) => {
  const bought = Map.groupBy(orders.flatMap(boughtBy), (line) => line.productId);
  return products.flatMap((product) => {
    const lines = bought.get(product.id) ?? [];
    const least = sum(lines.map((line) => line.least));
    // What is still reserved was not sold.
    const most = sum(lines.map((line) => line.most)) - sum(openOf(product).map((r) => r.quantity));
    const { sold } = product.stock;
    if (least <= sold && sold <= most) return [];
    const buyers = least === most ? `${most}` : `${least} to ${most}`;
    return [of(product, 'stock.sold', `${sold} sold, but orders bought ${buyers}`)];
  });
};

/** What was sold is known to stock. */
export const soldProductsExist: Rule = ({ products, orders }) => {
  const known = new Set(products.map((p) => p.id));
  return orders.filter(isConfirmed).flatMap((order) =>
    boughtBy(order)
      .filter((line) => !known.has(line.productId))
      .map(({ productId }) => {
        const detail = `it bought ${productId}, of which there is no stock`;
        return { rule: 'stock.unknown', aggregate: `order:${order.id}`, detail };
      }),
  );
};
