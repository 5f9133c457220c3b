import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { rootDir } from '../../shared/paths.ts';
import { ownMetrics } from './metric-table.ts';

/** The fastest burn that an alert looks for: it must be possible to burn that fast. */
export const fastestBurn = 14.4;

const common = {
  name: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  title: z.string(),
  /** Per cent of the events that must be good. */
  objective: z
    .number()
    .gt(100 - 100 / fastestBurn)
    .lt(100),
  metric: z.string(),
  where: z.string(),
};

/** Of the events that `where` selects, those that `bad` selects too are bad. */
const ratio = z.strictObject({ ...common, bad: z.string() });
/** Those that took longer than `seconds` are bad. */
const timed = z.strictObject({ ...common, seconds: z.number().positive() });

const measurable = ({ metric: name, ...slo }: z.infer<typeof ratio> | z.infer<typeof timed>): boolean => {
  const metric = ownMetrics.get(name);
  return 'bad' in slo ? metric?.type === 'counter' : (metric?.buckets?.includes(slo.seconds) ?? false);
};

const slo = z.union([ratio, timed]).refine(measurable, {
  error:
    'metric must be a counter of telemetry/metrics.json with `bad`, or a histogram with `seconds` among its buckets',
});
export type Slo = z.infer<typeof slo>;

export const sloFile = z.strictObject({
  period: z.literal('30d'),
  slos: z.array(slo).refine((slos) => new Set(slos.map(({ name }) => name)).size === slos.length, 'names must differ'),
});

export const readSlos = (): readonly Slo[] =>
  sloFile.parse(parse(readFileSync(join(rootDir, 'telemetry/slo.yaml'), 'utf8'))).slos;
