import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startOtlpReceiver } from '@mercato/testkit/otlp';
import { startLocalAws, type TestAws } from '@mercato/testkit/process';
import { startTelemetry, startWork } from '@mercato/kit/telemetry';
import { afterEach, expect, it } from 'vitest';
import { queueUrl } from '@mercato/queues';
import { startQueueExporter } from './queue-exporter.ts';
import { startTraceServer } from './trace-server.ts';
import type { TraceSummary } from './traces.ts';

const cleanups: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const served = (server: Server): string => {
  cleanups.push(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const exporterOf = async ({ client, endpoints }: TestAws): Promise<string> =>
  served(await startQueueExporter(0, { sqs: client.sqs, endpoint: endpoints.snssqs }));

it('tells how deep a dead-letter queue is, and takes nothing from it', async () => {
  const aws = await startLocalAws({});
  cleanups.push(() => aws.stop());
  const url = await exporterOf(aws);
  const { sqs } = aws.client;
  await sqs.sendMessage(await queueUrl(sqs, 'order-commands-dlq'), 'a letter');
  for (const _ of [1, 2]) {
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toMatch(/^aws_sqs_\w+_visible_maximum\{dimension_QueueName="order-commands-dlq"\} 1$/m);
    expect(text).toMatch(/^aws_sqs_\w+_oldest_message_maximum\{dimension_QueueName="order-commands-dlq"\} [\d.]+$/m);
    expect(text).toMatch(/^aws_sqs_\w+_visible_maximum\{dimension_QueueName="cart-events-dlq"\} 0$/m);
  }
});

it('shows the traces that came by OTLP', async () => {
  const receiver = await startOtlpReceiver();
  cleanups.push(() => receiver.close());
  const url = served(await startTraceServer(0, () => receiver.spans));
  const telemetry = await startTelemetry({ service: 'order', endpoint: receiver.endpoint });
  startWork({ name: 'hello', kind: 'server', from: {} }).end();
  await telemetry.shutdown();
  const [trace] = (await (await fetch(`${url}/api/traces`)).json()) as TraceSummary[];
  expect(trace).toMatchObject({ name: 'hello', service: 'order', spans: 1 });
  expect(await (await fetch(`${url}/api/traces/${trace?.traceId}`)).json()).toMatchObject([
    { name: 'hello', depth: 0 },
  ]);
  expect(await (await fetch(url)).text()).toContain('<title>Mercato: traces</title>');
  expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
});
