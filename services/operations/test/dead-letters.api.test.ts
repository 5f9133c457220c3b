import { operationsApi } from '@mercato/contracts/operations';
import { describe, expect, it } from 'vitest';
import type { Planned } from '../src/ports/audit-trail.ts';
import { build } from './world.ts';

type World = Awaited<ReturnType<typeof build>>;

const audit = async ({ ask }: World, query = '') =>
  operationsApi.listAudit.answers[200].parse((await ask(`GET /audit${query}`)).data);

describe('dead letters', () => {
  it('are listed by queue, with their depth and their age', async () => {
    const { ask } = await build();
    const { data } = await ask('GET /dead-letters');
    const { items } = operationsApi.listDeadLetterQueues.answers[200].parse(data);
    expect(items.filter(({ messages }) => messages > 0)).toEqual([
      {
        queue: 'cart-events-dlq',
        source: 'cart-events',
        app: 'cart',
        messages: 2,
        oldestSentAt: '2026-01-31T12:00:00.000Z',
        more: false,
      },
    ]);
    expect(items.map(({ source }) => source)).toContain('order-commands');
  });

  it('cannot be told while the queue service is away', async () => {
    const { ask, sqs } = await build();
    sqs.getQueueUrl = () => Promise.reject(new TypeError('fetch failed'));
    for (const line of ['GET /dead-letters', 'GET /dead-letters/cart-events']) {
      expect(await ask(line)).toMatchObject({ status: 503, data: { code: 'dependency.unavailable' } });
    }
  });

  it('are shown with the reason that their app kept, and nothing of their customer', async () => {
    const note = { code: 'internal.error', reason: 'a bug', at: '2026-01-31T12:00:00.000Z' };
    const { ask } = await build({ reasons: { 'cart/evt-1': note } });
    const { status, data } = await ask('GET /dead-letters/cart-events');
    expect(status).toBe(200);
    expect(operationsApi.showDeadLetters.answers[200].parse(data)).toMatchObject({
      queue: 'cart-events-dlq',
      source: 'cart-events',
      more: false,
      items: [
        { eventId: 'evt-1', attempts: 11, traceId: '0af7651916cd43dd8448eb211c80319c', why: { saidBy: 'app' } },
        { eventId: 'evt-2', why: { saidBy: 'nobody' } },
      ],
    });
  });

  it('are sent back, and the trail says who did it and how many', async () => {
    const world = await build();
    const { ask, sqs } = world;
    const { data } = await ask('POST /dead-letters/cart-events-dlq/redrive', { ids: ['evt-2', 'evt-9'] });
    expect(data).toEqual({ moved: 1, missing: ['evt-9'], task: null });
    expect([sqs.bodies('cart-events').length, sqs.bodies('cart-events-dlq').length]).toEqual([1, 1]);
    expect((await audit(world)).items).toMatchObject([
      {
        actor: 'root',
        action: 'redrive',
        target: 'cart-events-dlq',
        what: ['evt-2', 'evt-9'],
        outcome: 'done',
        count: 1,
        detail: 'not found: evt-9',
      },
    ]);
  });

  it('are all sent back at once', async () => {
    const { ask, sqs } = await build();
    expect((await ask('POST /dead-letters/cart-events/redrive', { all: true })).data).toMatchObject({ moved: 2 });
    expect(sqs.bodies('cart-events')).toHaveLength(2);
  });

  it('are discarded only where the name of their queue is said twice, and the trail keeps what they were', async () => {
    const world = await build();
    const { ask, sqs } = world;
    const discard = (confirm: string) => ask('POST /dead-letters/cart-events/discard', { ids: ['evt-1'], confirm });
    expect(await discard('cart-events')).toMatchObject({ status: 400, data: { code: 'discard.unconfirmed' } });
    expect((await audit(world)).items).toEqual([]);
    expect((await discard('cart-events-dlq')).data).toEqual({ discarded: 1, missing: [] });
    expect(sqs.bodies('cart-events-dlq')).toHaveLength(1);
    expect((await audit(world)).items).toMatchObject([
      {
        action: 'discard',
        outcome: 'done',
        count: 1,
        detail: expect.stringMatching(/^evt-1 order-confirmed-v1 about o1/) as string,
      },
    ]);
  });

  it('stay where they are when nothing can be put down', async () => {
    const { ask, sqs, store } = await build();
    store.failNext('create', 'unavailable', { times: 5 });
    for (const path of ['redrive', 'discard']) {
      const asked = path === 'redrive' ? { ids: ['evt-1'] } : { ids: ['evt-1'], confirm: 'cart-events-dlq' };
      expect((await ask(`POST /dead-letters/cart-events/${path}`, asked)).status).toBe(503);
    }
    expect(sqs.bodies('cart-events-dlq')).toHaveLength(2);
  });

  it('that could not be sent back leave a failure in the trail', async () => {
    const world = await build();
    world.sqs.sendMessage = () => Promise.reject(new Error('throttled'));
    const reply = await world.ask('POST /dead-letters/cart-events/redrive', { ids: ['evt-1'] });
    expect(reply).toMatchObject({ status: 503, data: { code: 'dependency.unavailable' } });
    expect((await audit(world)).items).toMatchObject([{ outcome: 'failed', count: null }]);
  });

  it.each(['GET /dead-letters/nothing', 'POST /dead-letters/nothing/redrive'])('404 for %s', async (line) => {
    const { ask } = await build();
    const body = line.startsWith('POST') ? { all: true } : undefined;
    expect(await ask(line, body)).toMatchObject({ status: 404, data: { code: 'queue.not_found' } });
  });

  it.each([{}, { ids: [] }, { all: false }, { ids: ['a'], all: true }])('400 for a redrive of %j', async (body) => {
    const { ask } = await build();
    expect((await ask('POST /dead-letters/cart-events/redrive', body)).status).toBe(400);
  });
});

describe('the trail', () => {
  it('is read in pages, newest first, and by action', async () => {
    const world = await build({ chaos: true });
    for (let n = 0; n < 25; n += 1) {
      const action = n % 5 === 0 ? 'kill' : 'resume';
      await world.ask('POST /chaos', { action, target: `order-${n}` });
    }
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await audit(world, `?limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ target }) => target));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => `order-${24 - n}`));
    expect((await audit(world, '?action=kill')).items.map(({ target }) => target)).toEqual([
      'order-20',
      'order-15',
      'order-10',
      'order-5',
      'order-0',
    ]);
    expect((await world.ask('GET /audit?cursor=zzz')).status).toBe(400);
  });

  it('loses nothing to writers at the same time', async () => {
    const { deps } = await build();
    const entry: Planned = { actor: 'root', action: 'redrive', target: 'q', what: [] };
    const settles = await Promise.all(Array.from({ length: 12 }, () => deps.audit.begin(entry)));
    await Promise.all(settles.map((settle, n) => settle({ outcome: 'done', count: n, detail: null })));
    const { items } = await deps.audit.page({ limit: 100 });
    expect(items.map(({ count }) => count).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      Array.from({ length: 12 }, (_, n) => n),
    );
  });
});
