import { collectProcessMetrics, registry } from '@mercato/kit/telemetry';
import { expect, test } from 'vitest';
import { externalMetrics } from '../../tools/gen/telemetry/metric-table.ts';
import { exposed } from './exposition.ts';

const ofNode = [...externalMetrics.values()].filter(({ source }) => source === 'node');

test.each(ofNode)('$name is what our processes expose', async ({ name, type, labels }) => {
  collectProcessMetrics();
  expect(exposed(await registry.metrics()).get(name)).toEqual({ type, labels: new Set(labels) });
});
