import { describe, expect, test } from 'vitest';
import { serviceNames } from '@mercato/contracts/shared';
import { externalMetrics, ownMetrics } from '../../tools/gen/telemetry/metric-table.ts';
import { alertRules, recordingRules } from './alert-files.ts';
import { dashboardFiles, expressionsOf } from './dashboard-files.ts';
import { namesIn } from './promql.ts';
import { metricOfSeries, unknownIn } from './telemetry-names.ts';

const dashboards = [...dashboardFiles];
const inDashboards = dashboards.flatMap(([, file]) => expressionsOf(file).map(({ expr }) => expr));

describe('names that nobody emits', () => {
  test.each([
    ['nosuch_total', ['nosuch_total']],
    ['orders_total{nosuch="x"}', ['nosuch']],
    ['sum by (nosuch) (orders_total)', ['nosuch']],
    ['orders_total_bucket', ['orders_total_bucket']],
    ['message_age_seconds{topic="x"}', ['message_age_seconds', 'topic']],
    ['slo:events:rate5m{service="x"}', ['service']],
    ['aws_sqs_approximate_age_of_oldest_message_maximum{service="x"}', ['service']],
    ['sum by (service, topic) (rate(message_age_seconds_bucket{le="1",job="app"}[5m])) or vector(0)', []],
  ])('in %s: %j', (expression, unknown) => expect(unknownIn(expression)).toEqual(unknown));
});

test.each(recordingRules)('$record of $labels is made of what is emitted', ({ expr }) => {
  expect(unknownIn(expr)).toEqual([]);
});

test.each(alertRules)(
  '$alert looks at what is emitted, and shows labels that are there',
  ({ expr, labels, annotations }) => {
    const shown = [...JSON.stringify(annotations).matchAll(/\$labels\.(\w+)/g)].map(([, label = '']) => label);
    const ofExpression = shown.filter((label) => !Object.hasOwn(labels, label));
    expect(unknownIn(expr, ofExpression)).toEqual([]);
  },
);

describe.each(dashboards)('%s', (name, file) => {
  test('shows only what is emitted', () => {
    const unknown = expressionsOf(file).flatMap(({ expr, labels }) => unknownIn(expr, labels));
    expect(unknown).toEqual([]);
    expect(expressionsOf(file).length).toBeGreaterThan(5);
  });

  test('chooses among what it uses, and has each panel once, at a place of its own', () => {
    const text = JSON.stringify(file.panels);
    const variables = file.templating.list.map((variable) => variable.name).filter((each) => each !== 'datasource');
    expect(variables.filter((variable) => !text.includes(`$${variable}`))).toEqual([]);
    expect(new Set(file.panels.map(({ id }) => id)).size).toBe(file.panels.length);
    expect(new Set(file.panels.map(({ gridPos: { x, y } }) => `${x},${y}`)).size).toBe(file.panels.length);
    expect(file.uid).toBe(`mercato-${name.replace('.json', '')}`);
  });
});

test('there is a dashboard for each service, the business, the saga and the promises', () => {
  const names = [...serviceNames, 'business', 'saga', 'promises'].map((name) => `${name}.json`);
  expect(dashboards.map(([name]) => name).toSorted()).toEqual(names.toSorted());
});

describe('the tables', () => {
  const expressions = [...inDashboards, ...[...alertRules, ...recordingRules].map(({ expr }) => expr)];
  const used = new Set(
    expressions.flatMap((expr) => namesIn(expr).selectors.map(({ metric }) => metricOfSeries(metric))),
  );

  test('have no metric of others that nobody looks at', () => {
    expect([...externalMetrics.keys()].filter((name) => !used.has(name))).toEqual([]);
  });

  test('have none of ours that no dashboard shows', () => {
    expect([...ownMetrics.keys()].filter((name) => !used.has(name))).toEqual([]);
  });
});
