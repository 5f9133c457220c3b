import { describe, expect, it } from 'vitest';
import type { Increase } from './counters.ts';
import { both, burnOf, nothingHappened, promised, type PromiseRow } from './promises.ts';

const availability: PromiseRow = {
  name: 'availability',
  title: 'Requests are answered',
  objective: 99.9,
  metric: 'http_requests_total',
  where: 'service="gateway"',
  bad: 'status=~"5.."',
};
const latency: PromiseRow = {
  name: 'read-latency',
  title: 'Reads are quick',
  objective: 99,
  metric: 'http_request_duration_seconds',
  where: 'service="gateway",method="GET"',
  seconds: 0.5,
};

const judged = (row: PromiseRow, ...increases: readonly Increase[]) => {
  const { judge } = promised(row);
  return increases
    .flatMap((increase) => judge(increase, { service: 'gateway', ...increase.labels }) ?? [])
    .reduce(both, nothingHappened);
};
const requests = (by: number, status: string): Increase => ({ name: 'http_requests_total', labels: { status }, by });
const timed = (suffix: string, by: number, labels: Record<string, string> = {}): Increase => ({
  name: `http_request_duration_seconds_${suffix}`,
  labels: { method: 'GET', ...labels },
  by,
});

describe('a promise', () => {
  it('about answers counts those that are bad', () => {
    const kept = judged(availability, requests(995, '200'), requests(4, '404'), requests(1, '503'));
    expect(kept).toEqual({ events: 1000, bad: 1 });
    expect(burnOf(availability, kept)).toBeCloseTo(1);
  });

  it('about time counts those that no bucket says were quick', () => {
    const increases = [
      timed('count', 10),
      timed('bucket', 3, { le: '0.1' }),
      timed('bucket', 8, { le: '0.5' }),
      timed('bucket', 10, { le: '+Inf' }),
      timed('sum', 4),
      timed('count', 99, { method: 'POST' }),
    ];
    const kept = judged(latency, ...increases);
    expect(kept).toEqual({ events: 10, bad: 2 });
    expect(burnOf(latency, kept)).toBeCloseTo(20);
  });

  it('is not about the others', () => {
    const { judge } = promised(availability);
    expect(judge(requests(5, '503'), { service: 'order', status: '503' })).toBeUndefined();
    expect(judge({ name: 'other', labels: {}, by: 1 }, { service: 'gateway' })).toBeUndefined();
  });

  it('of which nothing is known burns neither fast nor slowly', () => {
    expect(burnOf(availability, nothingHappened)).toBeNull();
    expect(burnOf(availability, { events: 5, bad: 0 })).toBe(0);
  });
});
