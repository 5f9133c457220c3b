import { externalMetrics, ownMetrics, targetLabels } from '../../tools/gen/telemetry/metric-table.ts';
import { recordingRules } from './alert-files.ts';
import { namesIn } from './promql.ts';

/** By the name of a series, the labels it may have. */
const series: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...[...ownMetrics.values(), ...externalMetrics.values()].flatMap((metric) => {
    const labels = [...metric.labels, ...targetLabels(metric)];
    if (metric.type !== 'histogram') return [[metric.name, new Set(labels)] as const];
    return [
      [`${metric.name}_bucket`, new Set([...labels, 'le'])] as const,
      [`${metric.name}_sum`, new Set(labels)] as const,
      [`${metric.name}_count`, new Set(labels)] as const,
    ];
  }),
  ...recordingRules.map(({ record, labels }) => [record, new Set(Object.keys(labels))] as const),
]);

/** What an expression names that nobody emits: a metric, or a label that none of its metrics has. */
export const unknownIn = (expression: string, shownLabels: readonly string[] = []): readonly string[] => {
  const { selectors, grouping } = namesIn(expression);
  const known = new Set(selectors.flatMap(({ metric }) => [...(series.get(metric) ?? [])]));
  return [
    ...selectors.filter(({ metric }) => !series.has(metric)).map(({ metric }) => metric),
    ...selectors.flatMap(({ metric, labels }) => labels.filter((label) => !series.get(metric)?.has(label))),
    ...[...grouping, ...shownLabels].filter((label) => !known.has(label)),
  ];
};

/** The metric of a series: `x_bucket` is of the histogram `x`. */
export const metricOfSeries = (name: string): string =>
  ownMetrics.has(name) || externalMetrics.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '');
