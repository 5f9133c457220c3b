import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { expect, it, onTestFinished } from 'vitest';
import { startTelemetry, startWork } from './index.ts';
import { letteredIds } from './span-ids.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';

it('draws again where the id is digits alone', () => {
  const drawn = ['3177744093501546', '4242424242424242', '317774409350154e', 'b7ad6b7169203331'];
  const ids = letteredIds({ generateSpanId: () => drawn.shift() ?? '', generateTraceId: () => traceId });
  expect([ids.generateSpanId(), ids.generateSpanId()]).toEqual(['317774409350154e', 'b7ad6b7169203331']);
  expect(ids.generateTraceId()).toBe(traceId);
});

it('no span of a service has an id of digits alone', async () => {
  const spans = new InMemorySpanExporter();
  const telemetry = await startTelemetry({ service: 'order', processors: [new SimpleSpanProcessor(spans)] });
  onTestFinished(() => telemetry.shutdown());
  // Random ids would have none among so many once in e¹¹.
  for (let i = 0; i < 20_000; i += 1) startWork({ name: 'x', kind: 'server', from: {} }).end();
  const ids = spans.getFinishedSpans().map((span) => span.spanContext().spanId);
  expect(new Set(ids).size).toBe(20_000);
  expect(ids.filter((id) => !/[a-f]/.test(id))).toEqual([]);
});
