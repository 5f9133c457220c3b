import { describe, expect, it } from 'vitest';
import { runInContext } from '../context/index.ts';
import { errors } from '../errors/index.ts';
import type { Outgoing } from '../messaging/index.ts';
import { startTelemetry, startWork } from '../telemetry/index.ts';
import { DaprPublisher } from './dapr-publisher.ts';
import type { Sidecar } from './sidecar.ts';

interface Published {
  readonly pubsubName: string;
  readonly topic: string;
  readonly data: Uint8Array;
  readonly dataContentType: string;
}

/** A publisher over a sidecar that does what it is told with what it is given. */
const world = (answer: () => Promise<unknown> = () => Promise.resolve({})) => {
  const published: Published[] = [];
  const api = {
    publishEvent: (request: Published) => {
      published.push(request);
      return answer();
    },
  };
  const sidecar = { call: (_: string, __: number, work: (api: unknown) => unknown) => work(api) };
  const envelope = () => JSON.parse(Buffer.from(published[0]?.data ?? []).toString()) as Record<string, unknown>;
  return { published, envelope, publisher: new DaprPublisher(sidecar as unknown as Sidecar, 'order') };
};

const message: Outgoing = {
  id: 'event-1',
  kind: 'event',
  topic: 'order-placed-v1',
  subject: 'o1',
  time: '2026-01-01T00:00:00.000Z',
  data: { orderId: 'o1' },
};

describe('a message', () => {
  it('goes out as a CloudEvent of our own, under our id', async () => {
    const { published, envelope, publisher } = world();
    await runInContext({ requestId: 'req-1', deadline: Infinity }, () => publisher.publish(message));
    expect(published[0]).toMatchObject({ topic: 'order-placed-v1', dataContentType: 'application/cloudevents+json' });
    const { traceparent: _traceparent, traceid: _traceid, ...others } = envelope();
    expect(others).toEqual({
      specversion: '1.0',
      id: 'event-1',
      source: 'mercato/order',
      type: 'order-placed-v1',
      subject: 'o1',
      time: '2026-01-01T00:00:00.000Z',
      datacontenttype: 'application/json',
      data: { orderId: 'o1' },
      requestid: 'req-1',
    });
  });

  it.each([
    ['event', 'events'],
    ['command', 'commands'],
  ] as const)('that is a %s goes to the component %s', async (kind, pubsubName) => {
    const { published, publisher } = world();
    await publisher.publish({ ...message, kind });
    expect(published[0]?.pubsubName).toBe(pubsubName);
  });

  it('carries its trace twice, since the runtime overwrites one that stands alone', async () => {
    const { envelope, publisher } = world();
    const telemetry = await startTelemetry({ service: 'order' });
    try {
      await startWork({ name: 'test', kind: 'consumer', from: {} }).run(() => publisher.publish(message));
    } finally {
      await telemetry.shutdown();
    }
    const { traceparent, traceid } = envelope();
    expect(traceparent).toMatch(/^00-[0-9a-f]{32}-/);
    expect(traceid).toBe(traceparent);
  });
});

describe('publishing', () => {
  it('ends when the broker has the message, not before', async () => {
    let taken = (): void => undefined;
    const { publisher } = world(() => new Promise<void>((resolve) => (taken = resolve)));
    let ended = false;
    const publishing = publisher.publish(message).then(() => (ended = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(false);
    taken();
    await publishing;
    expect(ended).toBe(true);
  });

  it.each([
    ['whatever the runtime says', new Error('topic does not exist')],
    ['a timeout too, since nobody need undo what can be sent again', errors.timeout('message broker')],
  ])('that fails is an error that has it tried again: %s', async (_, error) => {
    const { publisher } = world(() => Promise.reject(error));
    await expect(publisher.publish(message)).rejects.toMatchObject({ code: 'dependency.unavailable' });
  });
});
