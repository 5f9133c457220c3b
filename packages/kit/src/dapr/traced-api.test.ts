import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTelemetry, startWork, type Telemetry } from '../telemetry/index.ts';
import { tracedApi } from './traced-api.ts';

let spans: InMemorySpanExporter;
let telemetry: Telemetry;
beforeEach(async () => {
  spans = new InMemorySpanExporter();
  telemetry = await startTelemetry({ service: 'order', processors: [new SimpleSpanProcessor(spans)] });
});
afterEach(() => telemetry.shutdown());

interface Options {
  readonly headers?: unknown;
  readonly signal?: AbortSignal;
}

/** A client that answers with what it was called with. */
const api = tracedApi({
  getState: async (request: object, options?: Options) => ({ request, ...options }),
  publishEvent: async (_: object, options?: Options) => ({ ...options }),
  saveState: async () => {
    throw Object.assign(new Error('aborted'), { code: 10 });
  },
});

const inWork = <T>(call: () => Promise<T>): Promise<T> =>
  startWork({ name: 'outer', kind: 'server', from: {} }).run(call);

describe('a call of the sidecar', () => {
  it('is a span, whose context goes along', async () => {
    const { signal } = new AbortController();
    const called = await inWork(() => api.getState({ key: 'a' }, { signal }));
    const [span] = spans.getFinishedSpans();
    const { traceId, spanId } = span?.spanContext() ?? {};
    expect(span?.name).toBe('Dapr/getState');
    expect(called).toEqual({ request: { key: 'a' }, signal, headers: { traceparent: `00-${traceId}-${spanId}-01` } });
  });

  it('that fails says by which status', async () => {
    await expect(inWork(() => api.saveState())).rejects.toThrow('aborted');
    expect(spans.getFinishedSpans()[0]?.attributes).toMatchObject({ 'rpc.method': 'saveState', 'error.type': '10' });
  });

  it('that publishes has the publisher’s span', async () => {
    const outer = startWork({ name: 'send', kind: 'producer', from: {} });
    const { headers } = await outer.run(() => api.publishEvent({}));
    expect(headers).toEqual({ traceparent: outer.traceparent });
    expect(spans.getFinishedSpans()).toEqual([]);
  });

  it('for nobody’s request is recorded neither here nor there', async () => {
    const { headers } = await api.getState({});
    expect(headers).toEqual({ traceparent: expect.stringMatching(/-00$/) as string });
    expect(spans.getFinishedSpans()).toEqual([]);
  });
});
