import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { rootDir } from '../../shared/paths.ts';
import { valuesSchema, type ChartValues } from './values.ts';

export const valuesFile = 'helm/mercato/values.yaml';

/** What the chart is installed with when nothing else is said. */
export const chartValues = (): ChartValues =>
  valuesSchema.parse(parse(readFileSync(join(rootDir, valuesFile), 'utf8')));

/** The same rules as Helm applies them: draft 7, which every version of Helm reads. */
export const valuesSchemaJson = (): object => ({
  ...z.toJSONSchema(valuesSchema, { target: 'draft-7', io: 'input' }),
  title: 'Values of mercato',
});
