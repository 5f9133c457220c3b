import { expect, test } from 'vitest';
import { namesIn } from './promql.ts';

test.each([
  ['up', ['up'], []],
  ['vector(1)', [], []],
  ['sum by (a, b) (rate(x_total{c="d"}[5m] offset 1d)) > 0.5 * 1e3', ['x_total{c}'], ['a', 'b']],
  ['sum(rate(x_total[$__rate_interval])) by (a)', ['x_total'], ['a']],
  ['a{b="c",d=~"e|f"} / on (g) group_left (h) i', ['a{b,d}', 'i'], ['g', 'h']],
  ['a{b="by (c) {d} or e"} and b or c unless d', ['a{b}', 'b', 'c', 'd'], []],
  ['slo:x:rate5m{slo="a"} > bool 14.4 * 0.001', ['slo:x:rate5m{slo}'], []],
  [String.raw`x{a="\"} y"} + z`, ['x{a}', 'z'], []],
  ['histogram_quantile(0.95, sum by (le) (rate(x_bucket{job="app",}[5m:1m])))', ['x_bucket{job}'], ['le']],
  ['topk(3, count without (a) (x))', ['x'], ['a']],
])('%s', (expression, selectors, grouping) => {
  const names = namesIn(expression);
  const shown = names.selectors.map(({ metric, labels }) =>
    labels.length > 0 ? `${metric}{${labels.join()}}` : metric,
  );
  expect([shown, names.grouping]).toEqual([selectors, grouping]);
});

test('what names no metric is refused', () => {
  expect(() => namesIn('sum({job="app"})')).toThrow('without a metric');
});
