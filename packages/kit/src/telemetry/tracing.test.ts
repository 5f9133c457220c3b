import { context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildShop, capturedLog, on, thingMade } from '../../test/shop.ts';
import { DomainError } from '../errors/index.ts';
import { ok } from '../service/index.ts';
import { currentTraceparent, injectTrace, startTelemetry, startWork } from './index.ts';
import { parseTraceparent } from './trace-context.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
const traceparent = `00-${traceId}-${spanId}-01`;

let spans: InMemorySpanExporter;
let telemetry: ReturnType<typeof startTelemetry>;
beforeEach(() => {
  spans = new InMemorySpanExporter();
  telemetry = startTelemetry({ service: 'order', processors: [new SimpleSpanProcessor(spans)] });
});
afterEach(() => telemetry.shutdown());

describe('traceparent', () => {
  it.each([
    [traceparent, { traceId, spanId, traceFlags: 1 }],
    [`00-${traceId}-${spanId}-00`, { traceFlags: 0 }],
    [`cc-${traceId}-${spanId}-01-what-may-come`, { traceId }],
  ])('%s is one', (header, expected) => {
    expect(parseTraceparent(header)).toMatchObject(expected);
  });

  it.each([
    `ff-${traceId}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    '',
  ])('%s is none', (header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });
});

describe('work', () => {
  it('goes along with asynchronous calls, and continues the caller’s trace', async () => {
    const work = startWork({ name: 'x', kind: 'server', from: { traceparent } });
    const [inside, headers] = await work.run(async () => {
      await delay(1);
      return [currentTraceparent(), injectTrace({ a: 'b' })] as const;
    });
    expect(work.traceId).toBe(traceId);
    expect(inside).toMatch(new RegExp(`^00-${traceId}-(?!${spanId})[0-9a-f]{16}-01$`));
    expect(headers).toEqual({ a: 'b', traceparent: inside });
    expect(currentTraceparent()).toBeUndefined();
  });

  it('begins a trace where the caller has none', () => {
    const work = startWork({ name: 'x', kind: 'server', from: { traceparent: 'nonsense' } });
    expect(work.run(currentTraceparent)).toContain(work.traceId);
  });

  it('inside other work is part of its trace', () => {
    const outer = startWork({ name: 'outer', kind: 'server', from: {} });
    const inner = outer.run(() => startWork({ name: 'inner', kind: 'client' }));
    inner.end({}, 'dependency.timeout');
    outer.end();
    expect(inner.traceId).toBe(outer.traceId);
    const [first, second] = spans.getFinishedSpans();
    expect(first?.parentSpanContext?.spanId).toBe(second?.spanContext().spanId);
    expect([first?.status.code, first?.attributes['error.type']]).toEqual([2, 'dependency.timeout']);
  });

  it('reaches callbacks bound to it', () => {
    const active = propagation.extract(ROOT_CONTEXT, { traceparent });
    expect(context.bind(active, () => currentTraceparent())()).toBe(traceparent);
    expect(context.bind(active, 7)).toBe(7);
  });
});

describe('a service', () => {
  it('makes one span a request, with the template and not the address, and writes its trace into the log', async () => {
    const { logger, lines } = capturedLog();
    let inside: string | undefined;
    const app = await buildShop({ logger }, { get: async () => ((inside = currentTraceparent()), ok({})) });
    await app.inject({ url: '/api/things/a', headers: { traceparent, 'x-request-id': 'r1' } });
    await app.inject('/readyz');
    await app.close();
    const [span, ...more] = spans.getFinishedSpans();
    expect(more).toEqual([]);
    expect(inside).toBe(`00-${traceId}-${span?.spanContext().spanId}-01`);
    expect(span?.parentSpanContext?.spanId).toBe(spanId);
    expect([span?.name, span?.attributes]).toEqual([
      'GET /api/things/:id',
      {
        'http.request.method': 'GET',
        'http.route': '/api/things/:id',
        'http.response.status_code': 200,
        'mercato.request_id': 'r1',
      },
    ]);
    expect(lines.find((line) => line['msg'] === 'answered')).toMatchObject({ traceId, requestId: 'r1' });
  });

  it('marks failures, and not refusals', async () => {
    const seen = [];
    for (const code of ['product.not_found', 'dependency.unavailable'] as const) {
      const fail = (): never => {
        throw new DomainError(code, 'x');
      };
      const app = await buildShop({}, { get: async () => fail() });
      await app.inject('/api/things/a');
      await app.close();
      seen.push(spans.getFinishedSpans().at(-1)?.status.code);
    }
    expect(seen).toEqual([0, 2]);
  });

  it('continues the trace of a message', async () => {
    let inside: string | undefined;
    const handle = async () => {
      inside = currentTraceparent();
    };
    const app = await buildShop({ subscriptions: [on(thingMade, handle)] });
    const payload = { id: 'e', traceparent, data: { thingId: 't', size: 1 } };
    await app.inject({ method: 'POST', url: `/subscriptions/${thingMade.topic}`, payload });
    await app.close();
    const [span] = spans.getFinishedSpans();
    expect(inside).toContain(traceId);
    expect([span?.name, span?.parentSpanContext?.spanId]).toEqual([`process ${thingMade.topic}`, spanId]);
    expect(span?.attributes).toMatchObject({ 'messaging.message.id': 'e', 'mercato.outcome': 'done' });
  });
});

describe('the exporter', () => {
  it('sends spans by OTLP over HTTP to the endpoint', async () => {
    const received: string[] = [];
    const collector = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        received.push(`${request.url} ${body}`);
        response.end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    await telemetry.shutdown();
    const { port } = collector.address() as AddressInfo;
    telemetry = startTelemetry({ service: 'order', endpoint: `http://127.0.0.1:${port}/` });
    startWork({ name: 'hello', kind: 'server', from: {} }).end();
    await telemetry.shutdown();
    collector.close();
    expect(received.join()).toMatch(/^\/v1\/traces .*"service.name".*"order".*"hello"/);
  });
});
