import { metricOf, targetLabels } from '../metric-table.ts';

/** Like `{ service: 'order' }` or, for a pattern, `{ status: /5../ }`; a key with `!` before it excludes. */
export type Where = Readonly<Record<string, string | RegExp>>;

const operatorOf = (excludes: boolean, value: string | RegExp): string => {
  if (excludes) return typeof value === 'string' ? '!=' : '!~';
  return typeof value === 'string' ? '=' : '=~';
};

const matcher = (key: string, value: string | RegExp): string => {
  const label = key.replace(/^!/, '');
  return `${label}${operatorOf(label !== key, value)}"${typeof value === 'string' ? value : value.source}"`;
};

/** Fails for a label that the metric does not have. */
const check = (name: string, labels: readonly string[]): void => {
  const metric = metricOf(name);
  const known = new Set([...metric.labels, ...targetLabels(metric)]);
  const unknown = labels.filter((label) => !known.has(label));
  if (unknown.length > 0) throw new Error(`${name} has no label ${unknown.join(', ')}`);
};

const where = (name: string, filter: Where): string => {
  check(
    name,
    Object.keys(filter).map((key) => key.replace(/^!/, '')),
  );
  return `{${Object.entries(filter)
    .map(([key, value]) => matcher(key, value))
    .join(',')}}`;
};

/** A selector of a metric of the tables, by labels that it has. */
export const select = (name: string, filter: Where = {}): string => {
  if (metricOf(name).type === 'histogram')
    throw new Error(`${name} is a histogram: ask for a quantile or a rate of it`);
  return `${name}${where(name, filter)}`;
};

const by = (labels: readonly string[]): string => (labels.length > 0 ? ` by (${labels.join(', ')})` : '');

/** Events a second of a counter, or observations a second of a histogram. */
export const rate = (name: string, filter: Where, ...labels: string[]): string => {
  check(name, labels);
  const series = metricOf(name).type === 'histogram' ? `${name}_count` : name;
  return `sum${by(labels)} (rate(${series}${where(name, filter)}[$__rate_interval]))`;
};

/** A quantile of a histogram. */
export const quantile = (of: number, name: string, filter: Where, ...labels: string[]): string => {
  check(name, labels);
  if (metricOf(name).type !== 'histogram') throw new Error(`${name} is no histogram`);
  const buckets = `rate(${name}_bucket${where(name, filter)}[$__rate_interval])`;
  return `histogram_quantile(${of}, sum by (${['le', ...labels].join(', ')}) (${buckets}))`;
};

/** Events of a counter in an hour. */
export const perHour = (name: string, filter: Where, ...labels: string[]): string => {
  check(name, labels);
  return `sum${by(labels)} (increase(${select(name, filter)}[1h]))`;
};

/** How much a histogram's observations add up to in an hour. */
export const sumPerHour = (name: string, filter: Where, ...labels: string[]): string => {
  check(name, labels);
  return `sum${by(labels)} (increase(${name}_sum${where(name, filter)}[1h]))`;
};

/** What a gauge says, over all replicas. */
export const value = (how: 'sum' | 'max', name: string, filter: Where, ...labels: string[]): string => {
  check(name, labels);
  return `${how}${by(labels)} (${select(name, filter)})`;
};
