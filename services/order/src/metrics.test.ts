import { registry } from '@mercato/kit/telemetry';
import { expect, it } from 'vitest';
import { orderMetrics } from './metrics.ts';

it('speaks the names of the telemetry catalogue', async () => {
  registry.resetMetrics();
  const metrics = orderMetrics();
  metrics.reached('processing');
  metrics.checkedOut('confirmed');
  metrics.confirmed({ amount: 2_999, currency: 'EUR' });
  metrics.step('reserve-stock', 'do', 'done', 12);
  metrics.parked(2);
  metrics.parked(1);
  const text = await registry.metrics();
  expect(text).toContain('orders_total{status="processing"} 1');
  expect(text).toContain('checkouts_total{outcome="confirmed"} 1');
  expect(text).toContain('checkouts_total{outcome="failed"} 0');
  expect(text).toContain('order_total_amount_sum{currency="EUR"} 29.99');
  expect(text).toContain('saga_step_duration_seconds_count{step="reserve-stock",direction="do",outcome="done"} 1');
  expect(text).toContain('orders_parked 1');
});
