/** What a metrics endpoint says, by the seconds since it was opened. */
export type Exposition = (seconds: number) => string;

const line = (name: string, labels: Readonly<Record<string, string>>, value: number): string => {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
  return `${name}{${pairs.join(',')}} ${value}\n`;
};

/** A histogram of which this share takes longer than all its bounds but the last. */
const histogram = (name: string, labels: Readonly<Record<string, string>>, bound: number, good: number, all: number) =>
  line(`${name}_bucket`, { ...labels, le: String(bound) }, good) +
  line(`${name}_bucket`, { ...labels, le: '+Inf' }, all) +
  line(`${name}_count`, labels, all);

const aThousandASecond = 1_000;

/** All that the promises are measured by, `times` as bad as their budgets allow. */
export const promisesBroken =
  (times: number): Exposition =>
  (seconds) => {
    const all = seconds * aThousandASecond;
    const bad = (budget: number): number => all * Math.min(1, budget * times);
    const good = (budget: number): number => all - bad(budget);
    const read = { route: '/api/products', method: 'GET', status: '200' };
    const write = { route: '/api/cart/items/:productId', method: 'PUT', status: '200' };
    return [
      line('http_requests_total', { ...read, status: '503' }, bad(0.001)),
      line('http_requests_total', read, good(0.001)),
      histogram('http_request_duration_seconds', read, 0.5, good(0.01), all),
      histogram('http_request_duration_seconds', write, 1, good(0.01), all),
      line('checkouts_total', { outcome: 'failed' }, bad(0.005)),
      line('checkouts_total', { outcome: 'confirmed' }, good(0.005)),
      histogram('message_age_seconds', { topic: 'order-checkout-v1' }, 10, good(0.01), all),
      histogram('message_age_seconds', { topic: 'order-confirmed-v1' }, 30, good(0.01), all),
    ].join('');
  };

const queue = (name: string): Readonly<Record<string, string>> => ({ dimension_QueueName: name });

/** Everything else that there is an alert about. */
export const everythingElseWrong: Exposition = (seconds) =>
  [
    line('aws_sqs_approximate_number_of_messages_visible_maximum', queue('order-commands-dlq'), 2),
    line('aws_sqs_approximate_number_of_messages_visible_maximum', queue('cart-events-dlq'), 1),
    line('aws_sqs_approximate_age_of_oldest_message_maximum', queue('order-commands'), 600),
    line('messages_handled_total', { topic: 'order-checkout-v1', outcome: 'malformed' }, seconds),
    line('orders_parked', {}, 3),
    line('bulkhead_rejections_total', { dependency: 'payment' }, seconds),
    line('dapr_resiliency_cb_state', { app_id: 'order', target: 'payment', status: 'open' }, 1),
    line('dapr_resiliency_count', { app_id: 'order', target: 'payment', policy: 'circuitbreaker' }, seconds),
  ].join('');

const fiveMinutes = 300;

/** Confirmed orders of eight days, ten in five minutes, until there are none half an hour ago; as OpenMetrics. */
export const usualOrders = (nowSeconds: number): string => {
  const steps = (8 * 86_400) / fiveMinutes;
  const lines = Array.from({ length: steps }, (_, i) => {
    const at = nowSeconds - (steps - i) * fiveMinutes;
    const orders = Math.min(i, steps - 1_800 / fiveMinutes) * 10;
    return `checkouts_total{service="order",outcome="confirmed",instance="before"} ${orders} ${at}\n`;
  });
  return `# TYPE checkouts counter\n${lines.join('')}# EOF\n`;
};
