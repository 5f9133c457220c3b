import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startLocalAws, type TestAws, workFolder } from '@mercato/testkit/process';
import { failureKey } from '@mercato/kit/messaging';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rootDir } from '../shared/paths.ts';
import { confirmed, fromSns } from './fixtures.ts';
import type { Letter } from './letters.ts';

const folder = workFolder('dlq');
const audit = join(folder.path, 'audit.jsonl');
afterAll(() => folder.remove());

describe.each([
  ['the default stand-in', undefined],
  ['another SQS, which shows messages only by handing them out', 'ministack'],
])('npm run dlq with %s', (_, choice) => {
  let aws: TestAws;
  beforeAll(async () => {
    aws = await startLocalAws({ choice });
  });
  afterAll(() => aws.stop());

  const url = async (queue: string): Promise<string> => (await aws.client.sqs.getQueueUrl(queue)) ?? '';
  const bodies = async (queue: string): Promise<readonly string[]> =>
    (await aws.client.sqs.receiveMessage(await url(queue), { visibilitySeconds: 1 })).map(({ body }) => body);

  /** As an operator would: its exit code and all it printed. */
  const dlq = async (...args: string[]): Promise<[number | null, string]> => {
    const { dynamodb, snssqs } = aws.endpoints;
    const child = spawn(process.execPath, [join(rootDir, 'tools/dlq.ts'), ...args, '--audit', audit], {
      env: { ...process.env, AWS_ENDPOINT_SNSSQS: snssqs, AWS_ENDPOINT_DYNAMODB: dynamodb },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return [child.exitCode, out + err];
  };

  it('lists, shows, redrives and discards', async () => {
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
