import type { Aggregates } from '@mercato/kit/aggregate';
import type { Ids } from '@mercato/kit/ids';
import type { Publisher } from '@mercato/kit/messaging';
import type { SagaRunner } from '@mercato/kit/saga';
import type { News } from '@mercato/kit/service';
import type { Logger } from '@mercato/kit/telemetry';
import type { Clock } from '@mercato/kit/time';
import type { OrderState } from '../domain/order.ts';
import type { Acceptances } from '../ports/acceptances.ts';
import type { AllOrders } from '../ports/all-orders.ts';
import type { Carts } from '../ports/carts.ts';
import type { IndexRepair } from '../ports/index-repair.ts';
import type { OrderIndex } from '../ports/order-index.ts';
import type { OrderMetrics } from '../ports/order-metrics.ts';
import type { OrderReader } from '../ports/order-reader.ts';
import type { OrderRecords } from '../ports/order-records.ts';
import type { ParkedOrders } from '../ports/parked-orders.ts';
import type { Payments, Tokenizer } from '../ports/payments.ts';
import type { Shipping } from '../ports/shipping.ts';

/** All that the order service works with. */
export interface OrderDeps {
  readonly orders: Aggregates<OrderState>;
  readonly reader: OrderReader;
  readonly records: OrderRecords;
  readonly acceptances: Acceptances;
  readonly index: OrderIndex;
  readonly allOrders: AllOrders;
  readonly parkedOrders: ParkedOrders;
  readonly indexRepair: IndexRepair;
  readonly carts: Carts;
  readonly tokenizer: Tokenizer;
  readonly payments: Payments;
  readonly shipping: Shipping;
  readonly publisher: Publisher;
  readonly checkout: SagaRunner<OrderState>;
  readonly cancellation: SagaRunner<OrderState>;
  /** Of checkouts, as far as this replica brings them about. */
  readonly endings: News;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly metrics: OrderMetrics;
}
