import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalAws, type TestAws } from '@mercato/testkit/process';
import { messagesAbout } from './queues.ts';

describe.each([
  ['the default stand-in, looked at from outside', undefined, 0],
  ['any other, received and let go', 'ministack', 1],
])('messages in the queues of %s', (_, choice, cost) => {
  let aws: TestAws;
  beforeAll(async () => {
    aws = await startLocalAws({ choice });
  });
  afterAll(() => aws.stop());

  const send = async (queue: string, event: object): Promise<void> => {
    const url = await aws.client.sqs.getQueueUrl(queue);
    await aws.client.sqs.sendMessage(url ?? '', JSON.stringify({ Message: JSON.stringify(event) }));
  };

  it('are found by their order, in dead-letter queues too, and stay where they are', async () => {
    const about = { time: '2026-01-31T12:00:00.000Z', type: 'order-confirmed-v1' };
    await send('cart-events', { ...about, id: 'e1', subject: 'o1' });
    await send('notification-events-dlq', { ...about, id: 'e2', subject: 'x', data: { orderId: 'o1' } });
    await send('cart-events', { ...about, id: 'e3', subject: 'o2' });
    await send('cart-events', { id: 'e4' });
    const url = (await aws.client.sqs.getQueueUrl('cart-events')) ?? '';
    await aws.client.sqs.sendMessage(url, 'no JSON');

    const found = await messagesAbout('o1', { sqs: aws.client.sqs, endpoint: aws.endpoints.snssqs });
    expect(found.map(({ queue, id, deadLetter, where }) => [queue, id, deadLetter, where])).toEqual([
      ['cart-events', 'e1', false, 'waiting'],
      ['notification-events-dlq', 'e2', true, 'waiting'],
    ]);

    const seen = new Map<string, number>();
    await expect
      .poll(
        async () => {
          const messages = await aws.client.sqs.receiveMessage(url, { visibilitySeconds: 30 });
          for (const { id, attributes } of messages) seen.set(id, Number(attributes['ApproximateReceiveCount']));
          return seen.size;
        },
        { timeout: 10_000, interval: 250 },
      )
      .toBe(4);
    expect(new Set(seen.values())).toEqual(new Set([1 + cost]));
  });
});
