import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import catalogue from '../../../../telemetry/metrics.json' with { type: 'json' };

interface Metric {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly buckets?: readonly number[];
}

/** All metrics of this process. */
export const registry = new Registry();

const metrics: ReadonlyMap<string, Metric> = new Map(catalogue.map((metric) => [metric.name, metric]));

const lookUp = (type: string, name: string) => {
  const metric = metrics.get(name);
  if (metric?.type !== type) throw new Error(`telemetry/metrics.json has no ${type} named ${name}`);
  const { help, labels } = metric;
  return {
    options: { name, help, labelNames: [...labels], registers: [registry] },
    buckets: metric.buckets ? [...metric.buckets] : undefined,
    known: registry.getSingleMetric(name),
  };
};

/** The counter of this name in `telemetry/metrics.json`; asked for twice, it is the same one. */
export const counter = (name: string): Counter => {
  const { options, known } = lookUp('counter', name);
  return known instanceof Counter ? known : new Counter(options);
};

/** The gauge of this name in `telemetry/metrics.json`. */
export const gauge = (name: string): Gauge => {
  const { options, known } = lookUp('gauge', name);
  return known instanceof Gauge ? known : new Gauge(options);
};

/** The histogram of this name in `telemetry/metrics.json`, with the buckets given there. */
export const histogram = (name: string): Histogram => {
  const { options, known, buckets } = lookUp('histogram', name);
  return known instanceof Histogram ? known : new Histogram({ ...options, ...(buckets ? { buckets } : {}) });
};

/** Adds what prom-client knows of the process itself; once, however many services a test builds. */
export const collectProcessMetrics = (): void => {
  if (!registry.getSingleMetric('process_cpu_user_seconds_total')) collectDefaultMetrics({ register: registry });
};

/** All metrics in Prometheus' text format. */
export const exposeMetrics = async (): Promise<{ readonly type: string; readonly text: string }> => ({
  type: registry.contentType,
  text: await registry.metrics(),
});
