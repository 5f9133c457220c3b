import { type ConservationRun, operationsApi } from '@mercato/contracts/operations';
import { timeLeft } from '@mercato/kit/context';
import { describe, expect, it, vi } from 'vitest';
import { build } from './world.ts';

const aDay = 86_400_000;

type World = Awaited<ReturnType<typeof build>>;

const start = async ({ ask }: World, body: object = {}) => ask('POST /conservation', body);
const read = async ({ ask }: World, id: unknown): Promise<ConservationRun> =>
  operationsApi.getConservation.answers[200].parse((await ask(`GET /conservation/${String(id)}`)).data);

describe('a check of the books', () => {
  it('runs beside its answer, tells how far it is, and ends clean', async () => {
    const world = await build();
    const { status, data } = await start(world, { waitSeconds: 5, accepted: ['o1'] });
    expect([status, data['href']]).toEqual([202, `/api/operations/conservation/${String(data['id'])}`]);
    expect(world.books.asked).toEqual([{ waitMs: 5_000, accepted: ['o1'], poison: [], authorization: 'Bearer root' }]);
    expect(await read(world, data['id'])).toMatchObject({ status: 'running', startedBy: 'root' });
    world.clock.advance(2_000);
    world.books.tell({ step: 'orders', done: 3, total: 9, reading: 1 });
    await vi.waitFor(async () => expect((await read(world, data['id'])).progress).toMatchObject({ done: 3, total: 9 }));
    world.books.end({ summary: ['orders: 9'], findings: [], violations: 0 });
    await vi.waitFor(async () =>
      expect(await read(world, data['id'])).toMatchObject({ status: 'clean', summary: ['orders: 9'] }),
    );
    const trail = operationsApi.listAudit.answers[200].parse((await world.ask('GET /audit')).data);
    expect(trail.items).toMatchObject([{ action: 'conserve', outcome: 'done', count: 0, detail: 'clean' }]);
  });

  it('is kept however long it took: the time of its request does not count', async () => {
    const world = await build();
    await start(world);
    const left: number[] = [];
    vi.spyOn(world.deps.runs, 'keep').mockImplementation(async () => void left.push(timeLeft(aDay)));
    world.books.end({ summary: [], findings: [], violations: 0 });
    await vi.waitFor(() => expect(left).toEqual([aDay]));
  });

  it('shows what it found', async () => {
    const world = await build();
    const { data } = await start(world);
    const finding = { rule: 'stockAddsUp', aggregate: 'product:p1', detail: '3 are missing', history: ['reserved 3'] };
    world.books.end({ summary: [], findings: [finding], violations: 1 });
    await vi.waitFor(async () =>
      expect(await read(world, data['id'])).toMatchObject({ status: 'violated', findings: [finding], violations: 1 }),
    );
  });

  it('fails with its reason, and then another may begin', async () => {
    const world = await build();
    const { data } = await start(world);
    world.books.end(new Error('order does not answer'));
    await vi.waitFor(async () =>
      expect(await read(world, data['id'])).toMatchObject({ status: 'failed', error: 'order does not answer' }),
    );
    const next = await start(world);
    expect(next.status).toBe(202);
    const { items } = operationsApi.listConservation.answers[200].parse((await world.ask('GET /conservation')).data);
    expect(items.map(({ id }) => id)).toEqual([next.data['id'], data['id']]);
  });

  it('is alone, until nobody has heard of it for a minute', async () => {
    const world = await build();
    const { data } = await start(world);
    expect(await start(world)).toMatchObject({ status: 409, data: { code: 'conservation.running' } });
    world.clock.advance(61_000);
    expect(await read(world, data['id'])).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('ended') as string,
    });
    expect((await start(world)).status).toBe(202);
  });

  it('is begun once by those who ask at the same time', async () => {
    const world = await build();
    const replies = await Promise.all([1, 2, 3].map(() => start(world)));
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(2);
    expect(world.books.asked).toHaveLength(1);
  });

  it('404 for one that is not known, 403 for shoppers', async () => {
    const { ask } = await build();
    expect(await ask('GET /conservation/x')).toMatchObject({ status: 404, data: { code: 'conservation.not_found' } });
    expect((await ask('POST /conservation', {}, 'ada')).status).toBe(403);
  });
});
