import type { Metric } from '../metric-table.ts';
import { quantile, rate, value, type Where } from './select.ts';

export interface Query {
  readonly expr: string;
  /** Like `{{route}}`. */
  readonly legend: string;
}

export interface Panel {
  readonly title: string;
  /** A unit of Grafana's. */
  readonly unit: string;
  readonly queries: readonly Query[];
  readonly description?: string;
  readonly kind?: 'timeseries' | 'stat';
}

const units: Readonly<Record<string, string>> = {
  seconds: 's',
  milliseconds: 'ms',
  bytes: 'bytes',
  requests: 'reqps',
};

const unitOf = ({ type, unit }: Metric): string => {
  if (type === 'counter') return unit === 'requests' ? 'reqps' : 'ops';
  return units[unit] ?? 'short';
};

export const legendOf = (labels: readonly string[], before = ''): string =>
  [before, ...labels.map((label) => `{{${label}}}`)].filter((part) => part !== '').join(' ') || 'all';

const queriesOf = ({ name, type, labels }: Metric, where: Where): readonly Query[] => {
  if (type === 'counter') return [{ expr: rate(name, where, ...labels), legend: legendOf(labels) }];
  if (type === 'gauge') return [{ expr: value('sum', name, where, ...labels), legend: legendOf(labels) }];
  const [first] = labels;
  const by = first === undefined ? [] : [first];
  return ([0.5, 0.95] as const).map((of) => ({
    expr: quantile(of, name, where, ...by),
    legend: legendOf(by, `p${of * 100}`),
  }));
};

/** One expression, told apart by its labels. */
export const panel = (title: string, unit: string, expr: string, ...labels: string[]): Panel => ({
  title,
  unit,
  queries: [{ expr, legend: legendOf(labels) }],
});

/** One number. */
export const stat = (title: string, unit: string, expr: string, ...labels: string[]): Panel => ({
  ...panel(title, unit, expr, ...labels),
  kind: 'stat',
});

/** What there is to see of a metric: the rate of a counter by its labels, quantiles of a histogram, a gauge as it is. */
export const metricPanel = (metric: Metric, where: Where): Panel => ({
  title: metric.name,
  description: metric.help,
  unit: unitOf(metric),
  queries: queriesOf(metric, where),
});
