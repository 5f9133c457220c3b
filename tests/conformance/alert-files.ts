import { z } from 'zod';
import { readYaml, yamlIn } from './files.ts';

const labels = z.record(z.string(), z.string());
const record = z.strictObject({ record: z.string(), expr: z.string(), labels: labels.default({}) });
const alert = z.strictObject({
  alert: z.string(),
  expr: z.string(),
  for: z.string().optional(),
  labels: labels.and(z.object({ severity: z.enum(['page', 'ticket', 'none']) })),
  annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook_url: z.string() }),
});
const file = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(z.union([record, alert])) })),
});

const rules = ['telemetry/rules', 'telemetry/generated/rules']
  .flatMap(yamlIn)
  .flatMap((path) => file.parse(readYaml(path)).groups.flatMap((group) => group.rules));

export const alertRules = rules.filter((rule) => 'alert' in rule);
export const recordingRules = rules.filter((rule) => 'record' in rule);
