import type { Envelope } from '@mercato/kit/aggregate';
import type { StateStore } from '@mercato/kit/state';
import type { OrderState } from '../domain/order.ts';
import type { OrderReader } from '../ports/order-reader.ts';

/** Reads many orders in one request, past their aggregates. */
export const storedOrderReader = (store: StateStore): OrderReader => ({
  many: async (orderIds) => {
    if (orderIds.length === 0) return [];
    const keys = orderIds.map((id) => `order:${id}`);
    const found = await store.getMany<Envelope<OrderState>>(keys);
    // That read may lag behind an order just placed; the few it lacks are read strongly.
    const all = await Promise.all(keys.map(async (key) => found.get(key) ?? store.get<Envelope<OrderState>>(key)));
    return all.flatMap((stored) => (stored ? [{ state: stored.value.state, version: stored.value.version }] : []));
  },
});
