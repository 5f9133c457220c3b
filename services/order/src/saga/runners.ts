import type { Aggregates } from '@mercato/kit/aggregate';
import type { Ids } from '@mercato/kit/ids';
import { type ParkAfter, type SagaFaults, type SagaRegistry, sagaRegistry, SagaRunner } from '@mercato/kit/saga';
import type { News } from '@mercato/kit/service';
import type { Logger } from '@mercato/kit/telemetry';
import type { Clock } from '@mercato/kit/time';
import { cancelProgressOf } from '../domain/cancel.ts';
import { cancelledByCustomer, progressOf } from '../domain/checkout-progress.ts';
import type { OrderState } from '../domain/order.ts';
import type { OrderMetrics } from '../ports/order-metrics.ts';
import type { ParkedOrders } from '../ports/parked-orders.ts';
import { cancellation } from './cancellation.ts';
import { checkout } from './checkout.ts';
import { sagaObserver } from './observer.ts';
import type { SagaPorts } from './saga-ports.ts';

export interface RunnerDeps extends SagaPorts {
  readonly orders: Aggregates<OrderState>;
  readonly parkedOrders: ParkedOrders;
  readonly endings: News;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly metrics: OrderMetrics;
  readonly giveUpAfterMs: number;
  readonly parkAfter: ParkAfter;
  readonly faults?: SagaFaults;
}

const common = (deps: RunnerDeps, saga: string) => ({
  aggregates: deps.orders,
  clock: deps.clock,
  ids: deps.ids,
  giveUpAfterMs: deps.giveUpAfterMs,
  parkAfter: deps.parkAfter,
  parked: (orderId: string) => deps.parkedOrders.add(orderId),
  observer: sagaObserver(saga, deps),
  ...(deps.faults ? { faults: deps.faults } : {}),
});

/** The lists of steps that checkouts may be on: when it changes, the one before it stays known here for orders in flight. */
const checkouts = (deps: SagaPorts): SagaRegistry<OrderState> => sagaRegistry(checkout(deps));

/** Runs checkouts. */
export const checkoutRunner = (deps: RunnerDeps, registry = checkouts(deps)): SagaRunner<OrderState> =>
  new SagaRunner({
    ...common(deps, 'checkout'),
    registry,
    host: {
      log: (order) => order.checkout,
      withLog: (order, log) => ({ ...order, checkout: log }),
      stop: (order) => (order.cancelRequests.length > 0 ? cancelledByCustomer : undefined),
      learn: progressOf,
    },
  });

/** Undoes confirmed orders. */
export const cancellationRunner = (deps: RunnerDeps): SagaRunner<OrderState> =>
  new SagaRunner({
    ...common(deps, 'cancellation'),
    registry: sagaRegistry(cancellation(deps)),
    host: {
      log: (order) => order.cancel ?? undefined,
      withLog: (order, log) => ({ ...order, cancel: log }),
      learn: cancelProgressOf,
    },
  });
