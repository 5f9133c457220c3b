import { readFileSync } from 'node:fs';
import { failureKey } from '@mercato/kit/messaging';
import type { Letter } from '@mercato/queues/dead-letters';
import { confirmed, fromSns } from '@mercato/testkit/sqs';
import { startLocalAws, type TestAws } from '@mercato/testkit/process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DlqTool, dlqTool } from '../../tests/support/dlq-tool.ts';

describe.each([
  ['the default stand-in', undefined],
  ['another SQS, which shows messages only by handing them out', 'ministack'],
])('npm run dlq with %s', (_, choice) => {
  let aws: TestAws;
  let tool: DlqTool;
  beforeAll(async () => {
    aws = await startLocalAws({ choice });
    tool = dlqTool(aws.endpoints);
  });
  afterAll(async () => {
    tool.remove();
    await aws.stop();
  });

  const url = async (queue: string): Promise<string> => (await aws.client.sqs.getQueueUrl(queue)) ?? '';
  const bodies = async (queue: string): Promise<readonly string[]> =>
    (await aws.client.sqs.receiveMessage(await url(queue), { visibilitySeconds: 1 })).map(({ body }) => body);

  it('lists, shows, redrives and discards', async () => {
    const { run: dlq, audit } = tool;
    const events = ['evt-1', 'evt-2', 'evt-3', 'evt-4'].map((id) => fromSns({ ...confirmed, id }));
    for (const body of events) await aws.client.sqs.sendMessage(await url('cart-events-dlq'), body);
    const note = { eventId: 'evt-2', code: 'internal.error', reason: 'a bug', at: '2026-01-31T12:00:00.000Z' };
    await aws.client.dynamodb.putItem('mercato', {
      key: { S: `cart||${failureKey('evt-2')}` },
      value: { S: JSON.stringify(note) },
    });

    expect(await dlq('list')).toEqual([0, expect.stringMatching(/^cart-events-dlq +4 {2}\d+ s$/m)]);
    const [, shown] = await dlq('show', 'cart-events', '--json');
    const letters = JSON.parse(shown) as Letter[];
    expect(letters.map(({ eventId }) => eventId).toSorted()).toEqual(['evt-1', 'evt-2', 'evt-3', 'evt-4']);
    expect(await dlq('show', 'cart-events', '--id', 'evt-2')).toEqual([
      0,
      expect.stringContaining('internal.error: a bug (2026-01-31T12:00:00.000Z)'),
    ]);

    expect(await dlq('redrive', 'cart-events', '--id', 'evt-2')).toEqual([0, '1 message sent back to cart-events\n']);
    expect(await bodies('cart-events')).toEqual(events.slice(1, 2));

    expect(await dlq('discard', 'cart-events', '--id', 'evt-3')).toEqual([1, expect.stringContaining('with --yes')]);
    const [code] = await dlq('discard', 'cart-events', '--id', 'evt-3', '--id', 'evt-9', '--yes');
    expect(code).toBe(1);
    expect(readFileSync(audit, 'utf8')).toMatch(/"action":"discard","queue":"cart-events-dlq".*"eventId":"evt-3"/);

    expect(await dlq('redrive', 'cart-events', '--all')).toEqual([0, '2 messages sent back to cart-events\n']);
    expect(await dlq('list')).toEqual([0, expect.stringMatching(/^cart-events-dlq +0 {2}–$/m)]);
  });
});
