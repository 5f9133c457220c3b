import { context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { startOtlpReceiver } from '@mercato/testkit/otlp';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildShop, capturedLog, on, thingMade } from '../../test/shop.ts';
import { DomainError } from '../errors/index.ts';
import { ok } from '../service/index.ts';
import {
  currentTraceparent,
  injectTrace,
  startTelemetry,
  startWork,
  traced,
  type Telemetry,
  type TelemetryOptions,
} from './index.ts';
import { parseTraceparent } from './trace-context.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
const traceparent = `00-${traceId}-${spanId}-01`;

let spans: InMemorySpanExporter;
let telemetry: Telemetry;
beforeEach(async () => {
  spans = new InMemorySpanExporter();
  telemetry = await startTelemetry({ service: 'order', processors: [new SimpleSpanProcessor(spans)] });
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

  it('that is a call ends with it, and fails with its code', async () => {
    const outer = startWork({ name: 'outer', kind: 'server', from: {} });
    const options = { name: 'call', kind: 'client' } as const;
    const failing = outer.run(() => traced(options, () => Promise.reject(new DomainError('dependency.timeout', 'x'))));
    await expect(failing).rejects.toThrow();
    expect(await outer.run(() => traced(options, async () => currentTraceparent()))).not.toBe(outer.traceparent);
    expect(spans.getFinishedSpans().map((span) => span.attributes['error.type'])).toEqual([
      'dependency.timeout',
      undefined,
    ]);
  });

  it('that nobody asked for begins no trace, here or where it calls', async () => {
    expect(await traced({ name: 'poll', kind: 'client' }, async () => injectTrace({})['traceparent'])).toMatch(/-00$/);
    expect(spans.getFinishedSpans()).toEqual([]);
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
    const ids = { traceId, spanId: span?.spanContext().spanId, requestId: 'r1' };
    expect(lines.find((line) => line['msg'] === 'answered')).toMatchObject(ids);
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

  const deliveries = async (times: number, payload: object, headers = {}) => {
    let left = times - 1;
    const handle = async () => {
      if (left-- > 0) throw new DomainError('dependency.unavailable', 'x');
    };
    const app = await buildShop({ subscriptions: [on(thingMade, handle)] });
    const url = `/subscriptions/${thingMade.topic}`;
    for (let i = 0; i < times; i++) await app.inject({ method: 'POST', url, headers, payload });
    await app.close();
    return spans.getFinishedSpans();
  };
  const message = { id: 'e', traceparent, data: { thingId: 't', size: 1 } };

  it('makes a redelivery a span of its own in the same trace, linked to the one before', async () => {
    const [first, second, third] = await deliveries(3, message);
    expect([first, second, third].map((span) => span?.spanContext().traceId)).toEqual([traceId, traceId, traceId]);
    expect([first, second, third].map((span) => span?.attributes['mercato.delivery'])).toEqual([1, 2, 3]);
    expect(first?.links).toEqual([]);
    expect(second?.links[0]?.context.spanId).toBe(first?.spanContext().spanId);
    expect(third?.links[0]?.context.spanId).toBe(second?.spanContext().spanId);
  });

  it.each([
    ['the sidecar’s span, which is part of it', `00-${traceId}-${'c'.repeat(16)}-01`, 'c'.repeat(16)],
    ['nothing else', `00-${'a'.repeat(32)}-${'c'.repeat(16)}-01`, spanId],
  ])('puts between itself and the publisher %s', async (_, header, parent) => {
    const [span] = await deliveries(1, message, { traceparent: header });
    expect([span?.spanContext().traceId, span?.parentSpanContext?.spanId]).toEqual([traceId, parent]);
  });

  it('at the edge begins traces of its own, linked to what a stranger sent', async () => {
    const app = await buildShop({ edge: true });
    await app.inject({ url: '/api/things/a', headers: { traceparent } });
    await app.close();
    const [span] = spans.getFinishedSpans();
    expect(span?.parentSpanContext).toBeUndefined();
    expect([span?.spanContext().traceId === traceId, span?.links[0]?.context.traceId]).toEqual([false, traceId]);
  });
});

describe('the exporter', () => {
  const exported = async (begin: (endpoint: string) => Partial<TelemetryOptions>, work: () => void) => {
    const receiver = await startOtlpReceiver();
    await telemetry.shutdown();
    telemetry = await startTelemetry({ service: 'order', ...begin(receiver.endpoint) });
    work();
    await telemetry.shutdown();
    await receiver.close();
    return receiver.spans;
  };
  const hello = (headers = {}) =>
    startWork({ name: 'hello', kind: 'server', from: headers, linkTo: traceparent }).end();

  it('sends spans by OTLP over gRPC to the endpoint', async () => {
    const sent = await exported((endpoint) => ({ endpoint }), hello);
    expect(sent).toMatchObject([
      { service: 'order', by: 'service', name: 'hello', kind: 'server', parentId: '', links: [{ traceId, spanId }] },
    ]);
  });

  it('sends a share of the traces that begin here, and all those of which a caller sends its part', async () => {
    const begin = (endpoint: string) => ({ endpoint, ratio: 0 });
    expect(await exported(begin, () => hello())).toEqual([]);
    expect(await exported(begin, () => hello({ traceparent }))).toMatchObject([{ traceId, parentId: spanId }]);
    const unrecorded = { traceparent: traceparent.replace(/01$/, '00') };
    expect(
      await exported(
        (endpoint) => ({ endpoint }),
        () => hello(unrecorded),
      ),
    ).toEqual([]);
  });

  it('that nobody answers holds up no stop, and fails nothing', async () => {
    const startedAt = performance.now();
    await exported(() => ({ endpoint: 'http://127.0.0.1:1' }), hello);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  it('may be the log', async () => {
    const { logger, lines } = capturedLog();
    await exported(() => ({ toLog: logger }), hello);
    expect(lines).toMatchObject([{ msg: 'span', name: 'hello', traceId: expect.any(String) as string }]);
  });
});
