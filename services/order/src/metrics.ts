import { counter, gauge, histogram } from '@mercato/kit/telemetry';
import { checkoutOutcomes } from './domain/checkout-outcome.ts';
import type { OrderMetrics } from './ports/order-metrics.ts';

/** The business metrics of orders. */
export const orderMetrics = (): OrderMetrics => {
  const orders = counter('orders_total');
  const checkouts = counter('checkouts_total');
  // From zero: Prometheus sees no increase in a counter that begins with one.
  for (const outcome of checkoutOutcomes) checkouts.inc({ outcome }, 0);
  const amounts = histogram('order_total_amount');
  const steps = histogram('saga_step_duration_seconds');
  const parkedNow = gauge('orders_parked');
  return {
    reached: (status) => orders.inc({ status }),
    checkedOut: (outcome) => checkouts.inc({ outcome }),
    confirmed: ({ amount, currency }) => amounts.observe({ currency }, amount / 100),
    step: (step, direction, outcome, ms) => steps.observe({ step, direction, outcome }, ms / 1000),
    parked: (count) => parkedNow.set(count),
  };
};
