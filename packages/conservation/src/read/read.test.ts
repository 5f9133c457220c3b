import { orderApi } from '@mercato/contracts/order';
import { describe, expect, it, vi } from 'vitest';
import type { SqsClient } from '@mercato/queues';
import type { AdminClient, Answered } from './client.ts';
import { allPages, inParallel, patiently } from './patient.ts';
import { deadLetterOf, readDeadLetters, readQueues } from './queues.ts';

const reply = (status: number, body: unknown = {}, headers: Record<string, string> = {}): Answered => {
  return { status, body, headers: new Headers(headers) };
};

/** A client that gives these answers in turn. */
const answering = (...replies: readonly (Answered | Error)[]) => {
  const left = [...replies];
  const call = vi.fn<AdminClient['call']>(() => {
    const next = left.shift() ?? reply(500);
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next as never);
  });
  return { client: { baseUrl: 'http://shop', call } as AdminClient, call };
};

describe('a patient reader', () => {
  it('comes again when it was told to, and after a lost connection', async () => {
    const soon = { 'retry-after': '0' };
    const { client, call } = answering(reply(429, {}, soon), reply(503, {}, soon), reply(200, { a: 1 }));
    expect((await patiently(client, orderApi.getRecord, { params: { id: 'o1' } })).body).toEqual({ a: 1 });
    expect(call).toHaveBeenCalledTimes(3);
  });

  it('takes 404 for an answer, and gives up on a refusal', async () => {
    expect((await patiently(answering(reply(404)).client, orderApi.getRecord, {})).status).toBe(404);
    await expect(patiently(answering(reply(403)).client, orderApi.getRecord, {})).rejects.toThrow('403');
  });

  it('reads all pages', async () => {
    const pages = [reply(200, { items: [1, 2], nextCursor: 'c' }), reply(200, { items: [3], nextCursor: null })];
    const { client, call } = answering(...pages);
    const parse = (body: unknown) => body as { items: number[]; nextCursor: string | null };
    expect(await allPages(client, orderApi.listAllOrders, parse)).toEqual([1, 2, 3]);
    expect(call.mock.calls[1]?.[1]?.query).toEqual({ limit: '100', cursor: 'c' });
  });

  it('keeps the order of what it reads in parallel', async () => {
    const items = Array.from({ length: 50 }, (_, n) => n);
    expect(await inParallel(items, (n) => Promise.resolve(n * 2))).toEqual(items.map((n) => n * 2));
  });
});

const event = { id: 'e1', type: 'order-cancel-v1', subject: 'o1', data: {} };

describe('a dead letter', () => {
  it.each([
    ['in its envelope of SNS', JSON.stringify({ Message: JSON.stringify(event) }), 'e1'],
    ['bare', JSON.stringify(event), 'e1'],
    ['that is no JSON', 'nonsense', 'm1'],
    ['that is no event', JSON.stringify({ Message: '[]' }), 'm1'],
  ])('is read %s', (_, body, id) => {
    expect(deadLetterOf('q', { id: 'm1', body })).toMatchObject({ queue: 'q', id });
  });
});

describe('queues', () => {
  const bodies = ['a', 'b', 'c'].map((id) => ({ id, receiptHandle: id, body: '{}', attributes: {} }));
  const queue = (depth: number, receive: () => object[]) =>
    ({
      getQueueUrl: (name: string) => Promise.resolve(name),
      getQueueAttributes: () =>
        Promise.resolve({ ApproximateNumberOfMessages: String(depth), ApproximateNumberOfMessagesNotVisible: '1' }),
      receiveMessage: () => Promise.resolve(receive()),
    }) as unknown as SqsClient;

  it('are as deep as what waits and what is being handled', async () => {
    const all = await readQueues(queue(2, () => []));
    expect(new Set(all.map((q) => q.messages))).toEqual(new Set([3]));
    expect(all.map((q) => q.name)).toContain('order-commands');
  });

  it('show each dead letter once, and count those that cannot be seen', async () => {
    const letters = await readDeadLetters(queue(3, () => bodies));
    const ids = letters.filter((l) => l.queue === 'order-commands-dlq').map((l) => l.id);
    expect(ids).toEqual(['a', 'b', 'c', 'unseen-1']);
  });
});
