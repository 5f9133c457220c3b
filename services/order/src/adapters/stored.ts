import { StoredAggregates, StoredOrderSet } from '@mercato/kit/aggregate';
import type { Ids } from '@mercato/kit/ids';
import type { Publisher } from '@mercato/kit/messaging';
import type { StateStore } from '@mercato/kit/state';
import type { Clock } from '@mercato/kit/time';
import type { OrderState } from '../domain/order.ts';
import { StoredAcceptances } from './stored-acceptances.ts';
import { StoredAllOrders } from './stored-all-orders.ts';
import { StoredIndexRepair } from './stored-index-repair.ts';
import { StoredOrderIndex } from './stored-order-index.ts';
import { storedOrderRecords } from './stored-order-records.ts';
import { storedOrderReader } from './stored-order-reader.ts';

interface Given {
  readonly store: StateStore;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Everything that orders keep. */
export const storedOrders = ({ store, publisher, clock, ids }: Given) => {
  const reader = storedOrderReader(store);
  const allOrders = new StoredAllOrders(store, clock);
  return {
    orders: new StoredAggregates<OrderState>({ store, publisher, kind: 'order', clock }),
    reader,
    acceptances: new StoredAcceptances(store),
    index: new StoredOrderIndex(store, clock),
    allOrders,
    indexRepair: new StoredIndexRepair({ store, reader, allOrders, ids }),
    records: storedOrderRecords(store),
    parkedOrders: new StoredOrderSet({ store, publisher, kind: 'parked-orders', clock }),
  };
};
