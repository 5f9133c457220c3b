import { collectDefaultMetrics, Counter, Gauge, Histogram, type OpenMetricsContentType, Registry } from 'prom-client';
import catalogue from '../../../../telemetry/metrics.json' with { type: 'json' };

interface Metric {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly buckets?: readonly number[];
  /** Of a histogram: each bucket names a trace that fell into it. */
  readonly exemplars?: boolean;
}

type AnyMetric = Counter | Gauge | Histogram;

/** All metrics of this process. */
export const registry = new Registry();

const metrics: ReadonlyMap<string, Metric> = new Map(catalogue.map((metric) => [metric.name, metric]));

const lookUp = (type: string, name: string) => {
  const metric = metrics.get(name);
  if (metric?.type !== type) throw new Error(`telemetry/metrics.json has no ${type} named ${name}`);
  const { help, labels } = metric;
  return {
    // Registered by hand: prom-client lets no exemplars into a registry of the text format, which just leaves them out.
    options: { name, help, labelNames: [...labels], registers: [] },
    ofHistogram: {
      ...(metric.buckets ? { buckets: [...metric.buckets] } : {}),
      ...(metric.exemplars ? { enableExemplars: true } : {}),
    },
  };
};

const registered = <M extends AnyMetric>(metric: M): M => {
  registry.registerMetric(metric);
  return metric;
};

/** The counter of this name in `telemetry/metrics.json`; asked for twice, it is the same one. */
export const counter = (name: string): Counter => {
  const known = registry.getSingleMetric(name);
  return known instanceof Counter ? known : registered(new Counter(lookUp('counter', name).options));
};

/** The gauge of this name in `telemetry/metrics.json`. */
export const gauge = (name: string): Gauge => {
  const known = registry.getSingleMetric(name);
  return known instanceof Gauge ? known : registered(new Gauge(lookUp('gauge', name).options));
};

/** The histogram of this name in `telemetry/metrics.json`, with the buckets given there. */
export const histogram = (name: string): Histogram => {
  const known = registry.getSingleMetric(name);
  if (known instanceof Histogram) return known;
  const { options, ofHistogram } = lookUp('histogram', name);
  return registered(new Histogram({ ...options, ...ofHistogram }));
};

/** Adds what prom-client knows of the process itself; once, however many services a test builds. */
export const collectProcessMetrics = (): void => {
  if (!registry.getSingleMetric('process_cpu_user_seconds_total')) collectDefaultMetrics({ register: registry });
};

const readings = new Set<() => void>();

/** Sets gauges of what is only known by looking, each time that somebody asks; returns how to end it. */
export const onScrape = (read: () => void): (() => void) => {
  readings.add(read);
  return () => void readings.delete(read);
};

const openMetrics = 'application/openmetrics-text';

/**
 * All metrics, in Prometheus' text format, or in OpenMetrics' for those who accept it: only there histograms can name the
 * traces that fell into their buckets.
 */
export const exposeMetrics = async (accept = ''): Promise<{ readonly type: string; readonly text: string }> => {
  for (const read of readings) read();
  if (!accept.includes(openMetrics)) return { type: registry.contentType, text: await registry.metrics() };
  const other = new Registry<OpenMetricsContentType>();
  other.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  for (const metric of registry.getMetricsAsArray()) other.registerMetric(viewOf(metric as unknown as AnyMetric));
  return { type: other.contentType, text: await other.metrics() };
};

/** To write OpenMetrics, prom-client renames counters: here it renames what is only another view of each. */
const viewOf = (metric: AnyMetric): AnyMetric => {
  const name = (metric as unknown as { readonly name: string }).name;
  return Object.create(metric, { name: { value: name, writable: true } }) as AnyMetric;
};
