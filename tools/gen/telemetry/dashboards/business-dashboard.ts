import { serviceNames } from '@mercato/contracts/shared';
import { ownMetrics } from '../metric-table.ts';
import type { Dashboard } from './dashboard.ts';
import { metricPanel, panel, stat } from './panel.ts';
import { perHour, rate, sumPerHour } from './select.ts';

const confirmed = { outcome: 'confirmed' };
const at = (route: string, method: string): string =>
  rate('http_requests_total', { service: 'gateway', route, method, status: /2../ });

const funnel = {
  title: 'From looking to buying',
  panels: [
    stat('Orders in the last hour', 'short', perHour('checkouts_total', confirmed)),
    stat('Taken in the last hour', 'short', sumPerHour('order_total_amount', {}, 'currency'), 'currency'),
    stat(
      'Of all checkouts confirmed',
      'percentunit',
      `${perHour('checkouts_total', confirmed)} / ${perHour('checkouts_total', {})}`,
    ),
    panel('Products looked at', 'reqps', at('/api/products/:id', 'GET')),
    panel('Put into carts', 'reqps', at('/api/cart/items/:productId', 'PUT')),
    panel('Checkouts, by how they end', 'ops', rate('checkouts_total', {}, 'outcome'), 'outcome'),
  ],
};

/** What the shop earns, and every metric that belongs to one service. */
export const businessDashboard = (): Dashboard => ({
  name: 'business',
  title: 'Mercato: business',
  variables: [],
  rows: [
    funnel,
    ...serviceNames
      .map((service) => [service, [...ownMetrics.values()].filter((metric) => metric.service === service)] as const)
      .filter(([, metrics]) => metrics.length > 0)
      .map(([title, metrics]) => ({ title, panels: metrics.map((metric) => metricPanel(metric, {})) })),
  ],
});
