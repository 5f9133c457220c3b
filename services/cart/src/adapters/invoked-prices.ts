import { productApi } from '@mercato/contracts/product';
import type { Invoker } from '@mercato/kit/invoke';
import type { PriceList } from '../ports/prices.ts';

// Short, since a cart is still worth showing without live prices.
const timeoutMs = 1500;

/** Prices from the product service, through the sidecar. */
export const invokedPrices = (invoker: Invoker): PriceList => ({
  of: async (productIds) => {
    if (!productIds.length) return new Map();
    const body = { productIds: [...productIds] };
    const { products } = await invoker.call('product', productApi.quoteProducts, { body }, { timeoutMs });
    const found = new Map(products.flatMap((p) => (p ? [[p.id, { ...p, productId: p.id }] as const] : [])));
    return new Map(productIds.map((id) => [id, found.get(id) ?? null]));
  },
});
