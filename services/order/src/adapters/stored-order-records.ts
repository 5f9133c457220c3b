import type { Envelope } from '@mercato/kit/aggregate';
import type { StateStore } from '@mercato/kit/state';
import type { OrderState } from '../domain/order.ts';
import type { OrderRecords } from '../ports/order-records.ts';

/** Reads an order past its aggregate, which keeps what is owed to itself. */
export const storedOrderRecords = (store: StateStore): OrderRecords => ({
  find: async (orderId) => (await store.get<Envelope<OrderState>>(`order:${orderId}`))?.value,
});
