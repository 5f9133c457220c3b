import type { Dashboard, Row } from './dashboard.ts';
import { panel, stat } from './panel.ts';
import { quantile, rate, value, type Where } from './select.ts';

const visible = 'aws_sqs_approximate_number_of_messages_visible_maximum';
const oldest = 'aws_sqs_approximate_age_of_oldest_message_maximum';
const dead: Where = { dimension_QueueName: /.+-dlq/ };
const alive: Where = { '!dimension_QueueName': /.+-dlq/ };
const topic: Where = { topic: /$topic/ };

const sagas: Row = {
  title: 'Checkouts',
  panels: [
    stat('Parked orders', 'short', value('max', 'orders_parked', {})),
    panel('Checkouts, by how they end', 'ops', rate('checkouts_total', {}, 'outcome'), 'outcome'),
    panel(
      'From accepted to ended, 99th percentile',
      's',
      quantile(0.99, 'message_age_seconds', { topic: 'order-checkout-v1' }),
    ),
    panel(
      'Steps',
      'ops',
      rate('saga_step_duration_seconds', { direction: 'do' }, 'step', 'outcome'),
      'step',
      'outcome',
    ),
    panel(
      'Steps, 95th percentile',
      's',
      quantile(0.95, 'saga_step_duration_seconds', { direction: 'do' }, 'step'),
      'step',
    ),
    panel(
      'Undone',
      'ops',
      rate('saga_step_duration_seconds', { direction: 'undo' }, 'step', 'outcome'),
      'step',
      'outcome',
    ),
  ],
};

const queues: Row = {
  title: 'Queues and dead letters',
  panels: [
    stat('Dead letters', 'short', value('max', visible, dead, 'dimension_QueueName'), 'dimension_QueueName'),
    panel('Waiting messages', 'short', value('max', visible, alive, 'dimension_QueueName'), 'dimension_QueueName'),
    panel('Oldest message', 's', value('max', oldest, alive, 'dimension_QueueName'), 'dimension_QueueName'),
  ],
};

const handling: Row = {
  title: 'Handling',
  panels: [
    panel(
      'Not done at once',
      'ops',
      rate('messages_handled_total', { ...topic, outcome: /retried|malformed/ }, 'service', 'topic', 'outcome'),
      'service',
      'topic',
      'outcome',
    ),
    panel('Age when done with, 99th percentile', 's', quantile(0.99, 'message_age_seconds', topic, 'topic'), 'topic'),
    panel('Handling, 95th percentile', 's', quantile(0.95, 'message_duration_seconds', topic, 'topic'), 'topic'),
    panel(
      'Open breakers',
      'short',
      value('max', 'dapr_resiliency_cb_state', { status: 'open' }, 'app_id', 'target'),
      'app_id',
      'target',
    ),
    panel(
      'Open breakers before third parties',
      'short',
      value('max', 'breaker_state', { state: 'open' }, 'service', 'dependency'),
      'service',
      'dependency',
    ),
    panel(
      'Calls of third parties refused by them',
      'ops',
      rate('breaker_rejections_total', {}, 'service', 'dependency'),
      'service',
      'dependency',
    ),
  ],
};

/** Where orders are on their way, and where messages are stuck. */
export const sagaDashboard = (): Dashboard => ({
  name: 'saga',
  title: 'Mercato: saga and dead letters',
  variables: [{ name: 'topic', selector: 'messages_handled_total' }],
  rows: [sagas, queues, handling],
});
