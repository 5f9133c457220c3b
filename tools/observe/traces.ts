import type { ReceivedSpan } from '@mercato/testkit/otlp';

/** A trace in one line. */
export interface TraceSummary {
  readonly traceId: string;
  readonly name: string;
  readonly service: string;
  readonly startedAt: number;
  readonly ms: number;
  readonly spans: number;
  readonly services: number;
  readonly failed: boolean;
}

const byStart = (a: ReceivedSpan, b: ReceivedSpan): number => a.startedAt - b.startedAt;

const summaryOf = (traceId: string, spans: readonly ReceivedSpan[]): TraceSummary | undefined => {
  const sorted = spans.toSorted(byStart);
  const root = sorted.find(({ parentId }) => parentId === '') ?? sorted[0];
  if (root === undefined) return undefined;
  return {
    traceId,
    name: root.name,
    service: root.service,
    startedAt: root.startedAt,
    ms: Math.max(...spans.map(({ endedAt }) => endedAt)) - root.startedAt,
    spans: spans.length,
    services: new Set(spans.map(({ service }) => service)).size,
    failed: spans.some(({ failed }) => failed),
  };
};

/** The latest traces, newest first. */
export const latestTraces = (spans: readonly ReceivedSpan[], most: number): readonly TraceSummary[] =>
  [...Map.groupBy(spans, ({ traceId }) => traceId)]
    .flatMap(([traceId, ofTrace]) => summaryOf(traceId, ofTrace) ?? [])
    .toSorted((a, b) => b.startedAt - a.startedAt)
    .slice(0, most);

export interface Bar extends ReceivedSpan {
  /** How far below the root. */
  readonly depth: number;
}

/** The spans of a trace in the order of a waterfall: each below what it follows from. */
export const waterfall = (spans: readonly ReceivedSpan[]): readonly Bar[] => {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const below = Map.groupBy(spans.toSorted(byStart), ({ parentId }) => (ids.has(parentId) ? parentId : ''));
  const bars = (parent: string, depth: number): Bar[] =>
    (below.get(parent) ?? []).flatMap((span) => [{ ...span, depth }, ...bars(span.spanId, depth + 1)]);
  return bars('', 0);
};
