import type { ReceivedSpan } from '@mercato/testkit/otlp';
import { describe, expect, it } from 'vitest';
import { latestTraces, waterfall } from './traces.ts';

const span = (
  traceId: string,
  spanId: string,
  parentId: string,
  startedAt: number,
  more: Partial<ReceivedSpan> = {},
) => ({
  service: 'order',
  by: 'service' as const,
  traceId,
  spanId,
  parentId,
  name: `span ${spanId}`,
  kind: 'server' as const,
  startedAt,
  endedAt: startedAt + 10,
  attributes: {},
  links: [],
  failed: false,
  ...more,
});

const spans: readonly ReceivedSpan[] = [
  span('a', '2', '1', 5, { service: 'payment', failed: true, endedAt: 50 }),
  span('a', '1', '', 0),
  span('a', '3', '1', 4),
  span('a', '4', '2', 6),
  span('b', '9', 'lost', 100),
];

describe('traces', () => {
  it('are told newest first, by where they began', () => {
    expect(latestTraces(spans, 10)).toEqual([
      { traceId: 'b', name: 'span 9', service: 'order', startedAt: 100, ms: 10, spans: 1, services: 1, failed: false },
      { traceId: 'a', name: 'span 1', service: 'order', startedAt: 0, ms: 50, spans: 4, services: 2, failed: true },
    ]);
    expect(latestTraces(spans, 1)).toHaveLength(1);
  });

  it('fall like water: each span below what it follows from, by time', () => {
    const fall = (traceId: string) =>
      waterfall(spans.filter((each) => each.traceId === traceId)).map(({ spanId, depth }) => [spanId, depth]);
    expect(fall('a')).toEqual([
      ['1', 0],
      ['3', 1],
      ['2', 1],
      ['4', 2],
    ]);
    expect(fall('b')).toEqual([['9', 0]]);
  });
});
