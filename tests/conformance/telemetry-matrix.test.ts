import { execFileSync } from 'node:child_process';
import { apis, messages } from '@mercato/contracts';
import { type RouteContract, type ServiceName, serviceNames } from '@mercato/contracts/shared';
import { describe, expect, test } from 'vitest';
import { rootDir } from '../../tools/shared/paths.ts';
import metrics from '../../telemetry/metrics.json' with { type: 'json' };
import { missingEdges, readMatrix, startsOf } from '../support/trace-matrix.ts';
import type { ReceivedSpan } from '@mercato/testkit/otlp';

const { services, edges } = readMatrix();
const topics = new Set(messages.map(({ topic }) => topic));

const routesOf = (service: string): readonly RouteContract[] =>
  service === 'gateway'
    ? Object.values(apis).flatMap((api) => Object.values(api))
    : Object.values(apis[service as ServiceName]);

/** Could this service write a span of this name? */
const isPossible = (service: string, name: string): boolean => {
  const [verb = '', rest = ''] = name.split(' ');
  if (verb === 'invoke') return serviceNames.includes(rest as ServiceName);
  if (verb === 'send' || verb === 'process') return topics.has(rest);
  if (name.startsWith('Dapr/')) return /^Dapr\/[a-z]\w+$/.test(name);
  return routesOf(service).some(({ method, path }) => name === `${method} ${path}`);
};

const says = (message: string): boolean => {
  const found = ['grep', '--quiet', '--fixed-strings', `'${message}'`, '--', 'packages/kit/src', 'services/*/src'];
  try {
    execFileSync('git', found, { cwd: rootDir });
    return true;
  } catch {
    return false;
  }
};

describe('telemetry/matrix.yaml', () => {
  test('has every service', () => {
    expect(Object.keys(services).toSorted()).toEqual([...serviceNames].toSorted());
  });

  test.each(Object.entries(services))('%s could emit what is asked of it', (name, signals) => {
    const own = metrics.filter(({ service }) => service === '*' || service === name);
    const names = new Set(own.map((metric) => metric.name));
    expect(signals.metrics.filter((metric) => !names.has(metric))).toEqual([]);
    expect(signals.logs.filter((message) => !says(message))).toEqual([]);
  });

  test.each(edges.flatMap((edge) => [...startsOf(edge), edge.to]))('%s could be a span', (span) => {
    const [who = '', ...name] = span.split(' ');
    const [service = '', sidecar] = who.split('.');
    expect(serviceNames).toContain(service);
    const ofSidecar = sidecar === 'daprd' && name.join(' ').startsWith('/dapr.proto.runtime.v1.Dapr/');
    expect(sidecar === undefined ? isPossible(service, name.join(' ')) : ofSidecar).toBe(true);
  });
});

describe('an edge', () => {
  const span = (
    spanId: string,
    parentId: string,
    service: string,
    by: ReceivedSpan['by'] = 'service',
  ): ReceivedSpan => ({
    service,
    by,
    spanId,
    parentId,
    traceId: 't',
    name: 'x',
    kind: 'server',
    startedAt: 0,
    endedAt: 1,
    attributes: {},
    links: [],
    failed: false,
  });
  const spans = [
    span('1', '', 'gateway'),
    span('2', '1', 'gateway', 'sidecar'),
    span('3', '2', 'order', 'sidecar'),
    span('4', '3', 'order'),
  ];
  const wanted = [{ from: 'gateway x', to: 'order x', sidecars: ['gateway', 'order'] }];

  test('is there when all spans between are', () => expect(missingEdges(spans, wanted)).toEqual([]));
  test.each(['1', '2', '3', '4'])('is missing without span %s', (lost) => {
    expect(
      missingEdges(
        spans.filter(({ spanId }) => spanId !== lost),
        wanted,
      ),
    ).toEqual(wanted);
  });
  test('may begin at either of two', () => {
    const [edge] = wanted;
    expect(
      missingEdges(spans, [{ ...edge, from: ['user x', 'gateway x'], to: 'order x', sidecars: edge?.sidecars ?? [] }]),
    ).toEqual([]);
    expect(missingEdges(spans, [{ from: ['user x', 'cart x'], to: 'order x', sidecars: [] }])).toHaveLength(1);
  });
  test('is missing past other sidecars', () => {
    expect(missingEdges(spans, [{ from: 'gateway x', to: 'order x', sidecars: ['order'] }])).toHaveLength(1);
  });
});
