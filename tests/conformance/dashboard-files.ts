import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { rootDir } from '../../tools/shared/paths.ts';
import { readText } from './files.ts';

const folder = 'telemetry/generated/dashboards';

const position = z.strictObject({ x: z.int(), y: z.int(), w: z.int(), h: z.int() });
const target = z.object({ refId: z.string().length(1), expr: z.string(), legendFormat: z.string() });
const panel = z.object({
  id: z.int(),
  type: z.enum(['row', 'timeseries', 'stat']),
  title: z.string(),
  gridPos: position,
  targets: z.array(target).default([]),
});

const dashboard = z.object({
  uid: z.string().max(40),
  title: z.string(),
  annotations: z.object({ list: z.array(z.object({ expr: z.string(), textFormat: z.string() })) }),
  templating: z.object({
    list: z.array(z.object({ name: z.string(), query: z.union([z.string(), z.object({ query: z.string() })]) })),
  }),
  panels: z.array(panel),
});
export type DashboardFile = z.infer<typeof dashboard>;

/** Every dashboard by its file. */
export const dashboardFiles = new Map(
  readdirSync(join(rootDir, folder)).map((name) => [name, dashboard.parse(JSON.parse(readText(`${folder}/${name}`)))]),
);

const shown = (format: string): readonly string[] =>
  [...format.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);

/** Every expression of a dashboard, with the labels that are shown of it. */
export const expressionsOf = ({ panels, annotations, templating }: DashboardFile) => [
  ...panels.flatMap(({ targets }) => targets).map(({ expr, legendFormat }) => ({ expr, labels: shown(legendFormat) })),
  ...annotations.list.map(({ expr, textFormat }) => ({ expr, labels: shown(textFormat) })),
  ...templating.list.flatMap(({ query }) => {
    const [, expr, label] = /^label_values\((.*), (\w+)\)$/.exec(typeof query === 'string' ? '' : query.query) ?? [];
    return expr === undefined || label === undefined ? [] : [{ expr, labels: [label] }];
  }),
];
