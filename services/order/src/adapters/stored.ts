import { StoredAggregates } from '@mercato/kit/aggregate';
import type { Publisher } from '@mercato/kit/messaging';
import type { StateStore } from '@mercato/kit/state';
import type { Clock } from '@mercato/kit/time';
import type { OrderState } from '../domain/order.ts';
import { StoredAcceptances } from './stored-acceptances.ts';
import { StoredAllOrders } from './stored-all-orders.ts';
import { StoredOrderIndex } from './stored-order-index.ts';
import { storedOrderRecords } from './stored-order-records.ts';
import { storedOrderReader } from './stored-order-reader.ts';

/** Everything that orders keep. */
export const storedOrders = (store: StateStore, publisher: Publisher, clock: Clock) => ({
  orders: new StoredAggregates<OrderState>({ store, publisher, kind: 'order', clock }),
  reader: storedOrderReader(store),
  acceptances: new StoredAcceptances(store),
  index: new StoredOrderIndex(store, clock),
  allOrders: new StoredAllOrders(store, clock),
  records: storedOrderRecords(store),
});
