import { expect, it } from 'vitest';
import { daprDeadLetters } from './dapr-dead-letters.ts';
import type { Sidecar, Work } from './sidecar.ts';

interface Request {
  readonly name: string;
  readonly operation: string;
  readonly data: Uint8Array;
}

/** A sidecar that keeps what its bindings are given. */
const recording = () => {
  const given: Request[] = [];
  const api = { invokeBinding: async (request: Request) => void given.push(request) };
  const call = <T>(_what: string, _ms: number, work: Work<T>): Promise<T> =>
    work(api as never, new AbortController().signal);
  return { given, sidecar: { call } as Sidecar };
};

const event = { id: 'evt-1', data: { orderId: 7 } };

it.each([
  ['command', 'commands-dlq'],
  ['event', 'events-dlq'],
] as const)('puts a %s into %s', async (kind, name) => {
  const { given, sidecar } = recording();
  await daprDeadLetters(sidecar)({ topic: 'order-placed-v1', kind, event });
  expect(given).toMatchObject([{ name, operation: 'create' }]);
});

it('puts it in the envelope of SNS, so that it can be sent back to its queue', async () => {
  const { given, sidecar } = recording();
  await daprDeadLetters(sidecar)({ topic: 'order-placed-v1', kind: 'event', event });
  const body = JSON.parse(Buffer.from(given[0]?.data ?? []).toString('utf8')) as Record<string, string>;
  expect(body['TopicArn']).toMatch(/:order-placed-v1$/);
  expect(JSON.parse(body['Message'] ?? '')).toEqual(event);
});
