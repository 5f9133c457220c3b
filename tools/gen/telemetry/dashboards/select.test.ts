import { describe, expect, it } from 'vitest';
import { perHour, quantile, rate, select, sumPerHour, value } from './select.ts';

describe('a selector', () => {
  it('writes matchers as PromQL does', () => {
    const filter = { status: 'placed', '!service': 'cart', job: /a|b/, '!instance': /c.+/ };
    expect(select('orders_total', filter)).toBe(
      'orders_total{status="placed",service!="cart",job=~"a|b",instance!~"c.+"}',
    );
  });

  it.each<[string, () => string, string]>([
    ['a metric that is in no table', () => select('nosuch_total'), 'nosuch_total'],
    ['a label that the metric does not have', () => select('orders_total', { topic: 'x' }), 'no label topic'],
    ['a label to tell apart by that it does not have', () => rate('orders_total', {}, 'topic'), 'no label topic'],
    [
      'the service of a queue',
      () => select('aws_sqs_approximate_age_of_oldest_message_maximum', { service: 'x' }),
      'no label service',
    ],
    ['a histogram as it is', () => select('message_age_seconds'), 'is a histogram'],
    ['a quantile of a counter', () => quantile(0.5, 'orders_total', {}), 'is no histogram'],
  ])('refuses %s', (_name, make, why) => expect(make).toThrow(why));
});

it.each([
  [rate('orders_total', {}, 'status'), 'sum by (status) (rate(orders_total{}[$__rate_interval]))'],
  [rate('message_age_seconds', { topic: 'x' }), 'sum (rate(message_age_seconds_count{topic="x"}[$__rate_interval]))'],
  [perHour('orders_total', {}), 'sum (increase(orders_total{}[1h]))'],
  [sumPerHour('order_total_amount', {}, 'currency'), 'sum by (currency) (increase(order_total_amount_sum{}[1h]))'],
  [value('max', 'orders_parked', {}), 'max (orders_parked{})'],
])('%s', (made, expected) => expect(made).toBe(expected));
