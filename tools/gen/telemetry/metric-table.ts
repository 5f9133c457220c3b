import { z } from 'zod';
import external from '../../../telemetry/external-metrics.json' with { type: 'json' };
import own from '../../../telemetry/metrics.json' with { type: 'json' };

const entry = z.strictObject({
  name: z.string(),
  type: z.enum(['counter', 'gauge', 'histogram']),
  unit: z.string(),
  help: z.string(),
  labels: z.array(z.string()),
  buckets: z.array(z.number()).optional(),
  /** Of a histogram: its buckets name traces that fell into them. */
  exemplars: z.boolean().optional(),
  /** The service that emits it, or `*`. */
  service: z.string(),
  requirements: z.array(z.string()),
});

const externalEntry = entry.omit({ service: true, requirements: true, buckets: true, exemplars: true }).extend({
  /** Whose metric it is: `node` is prom-client's of each of our processes, `queues` what an exporter says of SQS. */
  source: z.enum(['daprd', 'node', 'prometheus', 'queues']),
});

export type OwnMetric = z.infer<typeof entry>;
export type ExternalMetric = z.infer<typeof externalEntry>;
export type Metric = OwnMetric | ExternalMetric;

const byName = <M extends Metric>(list: readonly M[]): ReadonlyMap<string, M> =>
  new Map(list.map((metric) => [metric.name, metric]));

/** What our services emit. */
export const ownMetrics = byName(z.array(entry).parse(own));

/** What others emit and we look at. */
export const externalMetrics = byName(z.array(externalEntry).parse(external));

/** What scraping adds, by whose metric it is. */
export const targetLabels = (metric: Metric): readonly string[] => {
  if (metric.name === 'ALERTS') return [];
  return 'source' in metric && metric.source === 'queues' ? ['job', 'instance'] : ['job', 'instance', 'service'];
};

/** The metric of this name, in either table. */
export const metricOf = (name: string): Metric => {
  const metric = ownMetrics.get(name) ?? externalMetrics.get(name);
  if (metric === undefined) throw new Error(`neither telemetry/metrics.json nor external-metrics.json has ${name}`);
  return metric;
};
