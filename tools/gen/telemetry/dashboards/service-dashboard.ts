import { messages } from '@mercato/contracts';
import type { ServiceName } from '@mercato/contracts/shared';
import { ownMetrics } from '../metric-table.ts';
import type { Dashboard, Row } from './dashboard.ts';
import { metricPanel, panel } from './panel.ts';
import { quantile, rate, value, type Where } from './select.ts';

/** Rate, errors, duration. */
const requests = (at: Where): Row => ({
  title: 'Requests',
  panels: [
    panel('Requests by route', 'reqps', rate('http_requests_total', at, 'method', 'route'), 'method', 'route'),
    panel('Requests by status', 'reqps', rate('http_requests_total', at, 'status'), 'status'),
    panel(
      'Answered 5xx',
      'percentunit',
      `${rate('http_requests_total', { ...at, status: /5../ })} / ${rate('http_requests_total', at)}`,
    ),
    panel(
      '95th percentile by route',
      's',
      quantile(0.95, 'http_request_duration_seconds', at, 'method', 'route'),
      'method',
      'route',
    ),
    panel('99th percentile', 's', quantile(0.99, 'http_request_duration_seconds', at)),
    panel('Replicas that answer', 'short', value('sum', 'up', at, 'job'), 'job'),
  ],
});

const messageRow = (at: Where): Row => ({
  title: 'Messages',
  panels: [
    panel('Handled, by outcome', 'ops', rate('messages_handled_total', at, 'topic', 'outcome'), 'topic', 'outcome'),
    panel('95th percentile by topic', 's', quantile(0.95, 'message_duration_seconds', at, 'topic'), 'topic'),
    panel('Age when done with, 99th percentile', 's', quantile(0.99, 'message_age_seconds', at, 'topic'), 'topic'),
  ],
});

/** What the process asks of others, and what of it never gets that far. */
const dependencies = (at: Where): Row => ({
  title: 'Dependencies',
  panels: [
    panel(
      'Calls under way and waiting',
      'short',
      value('sum', 'bulkhead_calls', at, 'dependency', 'state'),
      'dependency',
      'state',
    ),
    panel('Refused, all places taken', 'ops', rate('bulkhead_rejections_total', at, 'dependency'), 'dependency'),
    panel(
      'Connections to the sidecar',
      'short',
      value('sum', 'sidecar_connections', at, 'pool', 'state'),
      'pool',
      'state',
    ),
    panel('Requests without a connection', 'short', value('sum', 'sidecar_requests_waiting', at, 'pool'), 'pool'),
    panel('Wait for one, 99th percentile', 's', quantile(0.99, 'sidecar_connection_wait_seconds', at, 'pool'), 'pool'),
    panel('Connections refused', 'ops', rate('sidecar_connection_failures_total', at, 'pool'), 'pool'),
  ],
});

const sidecar = (of: Where): Row => ({
  title: 'Sidecar',
  panels: [
    panel(
      'Calls of other services',
      'reqps',
      rate('dapr_runtime_service_invocation_req_sent_total', of, 'dst_app_id'),
      'dst_app_id',
    ),
    panel(
      'State operations',
      'ops',
      rate('dapr_component_state_count', of, 'operation', 'success'),
      'operation',
      'success',
    ),
    panel(
      'State, 95th percentile',
      'ms',
      quantile(0.95, 'dapr_component_state_latencies', of, 'operation'),
      'operation',
    ),
    panel('Published', 'ops', rate('dapr_component_pubsub_egress_count', of, 'topic', 'success'), 'topic', 'success'),
    panel(
      'Delivered',
      'ops',
      rate('dapr_component_pubsub_ingress_count', of, 'topic', 'process_status'),
      'topic',
      'process_status',
    ),
    panel(
      'Retries, timeouts, breakers',
      'ops',
      rate('dapr_resiliency_activations_total', of, 'policy', 'target'),
      'policy',
      'target',
    ),
  ],
});

const processRow = (at: Where): Row => ({
  title: 'Process',
  panels: [
    panel('CPU', 'short', rate('process_cpu_seconds_total', at, 'instance'), 'instance'),
    panel('Memory', 'bytes', value('max', 'process_resident_memory_bytes', at, 'instance'), 'instance'),
    panel(
      'Event loop lag, 99th percentile',
      's',
      value('max', 'nodejs_eventloop_lag_p99_seconds', at, 'instance'),
      'instance',
    ),
  ],
});

const consumes = (service: ServiceName): boolean => messages.some(({ consumers }) => consumers.includes(service));

/** One template for all services: rows that have nothing to show are left out. */
export const serviceDashboard = (service: ServiceName): Dashboard => {
  const at: Where = { job: 'app', service, instance: /$instance/ };
  const own = [...ownMetrics.values()].filter((metric) => metric.service === service);
  return {
    name: service,
    title: `Mercato: ${service}`,
    variables: [{ name: 'instance', selector: `up{job="app",service="${service}"}` }],
    rows: [
      requests(at),
      ...(consumes(service) ? [messageRow(at)] : []),
      ...(own.length > 0 ? [{ title: 'Business', panels: own.map((metric) => metricPanel(metric, at)) }] : []),
      dependencies(at),
      sidecar({ job: 'daprd', service }),
      processRow(at),
    ],
  };
};
