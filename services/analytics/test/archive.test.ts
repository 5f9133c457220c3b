import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../src/domain/archived-event.ts';
import { keptDays } from '../src/domain/days.ts';
import { sweeper } from '../src/sweeper.ts';
import { listEvents } from '../src/use-cases/list-events.ts';
import { sweep } from '../src/use-cases/sweep.ts';
import { archived, createWorld, dayMs } from './world.ts';

const readAll = async ({ deps }: ReturnType<typeof createWorld>, limit: number, query: object = {}) => {
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const page = await listEvents(deps, { limit, ...query, ...(cursor === null ? {} : { cursor }) });
    pages.push(page.items.map((event) => event.subject));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return pages;
};

describe('the key of an event', () => {
  const at = Date.parse('2026-01-15T23:59:59.999Z');

  it('names topic, day and id', () => {
    const event = archived('o1', at);
    expect(keyOf(event)).toBe(`order-placed-v1/2026-01-15/${event.id}.json`);
  });

  it('takes the day of the event, whatever the day it comes', () => {
    expect(keyOf(archived('o1', at, { time: '2026-01-16T01:30:00+02:00' }))).toContain('/2026-01-15/');
  });

  it.each(['', 'yesterday', '+012345-01-01T00:00:00Z'])('cannot be made of the time %j', (time) => {
    expect(() => keyOf(archived('o1', at, { time }))).toThrow('is no time');
  });

  it.each(['../../etc/passwd', 'a/b', '.', '..', '', 'a\0b', 'x'.repeat(256), '~abc', 'é'])(
    'of the hostile id %j stays in its folder',
    (id) => {
      expect(keyOf(archived('o1', at, { id }))).toMatch(/^order-placed-v1\/2026-01-15\/~[0-9a-f]{64}\.json$/);
    },
  );

  it('is another one for every id', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (a, b) => {
        fc.pre(a !== b);
        expect(keyOf(archived('o', at, { id: a }))).not.toBe(keyOf(archived('o', at, { id: b })));
      }),
    );
  });
});

describe('the archive', () => {
  it('holds an event once, however often it comes', async () => {
    const world = createWorld();
    const event = archived('o1', world.clock.now());
    await world.archive.keep(event);
    world.clock.advance(2 * dayMs);
    await world.archive.keep(event);
    expect(world.objects.keys).toEqual([keyOf(event)]);
    expect((await listEvents(world.deps, { limit: 10 })).items).toEqual([event]);
  });

  it.each([1, 3, 7, 100])('is read in full, %i at a time', async (limit) => {
    const world = createWorld();
    const events = Array.from({ length: 40 }, (_, n) =>
      archived(`o${n}`, world.clock.now() - (n % 6) * dayMs, n % 3 ? {} : { topic: 'order-confirmed-v1' }),
    );
    await Promise.all(events.map((event) => world.archive.keep(event)));
    const pages = await readAll(world, limit);
    const inOrder = events.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).map((event) => event.subject);
    expect(pages.flat()).toEqual(inOrder);
    expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
  });

  it('is read in full when topics begin alike and ids are no plain names', async () => {
    const world = createWorld();
    const topics = ['a', 'a-b', 'a-b-v1', 'ab'];
    const deps = { ...world.deps, topics };
    const events = topics.flatMap((topic) =>
      ['plain', '../x', 'ä', '0', '~'].map((id) => archived(`${topic} ${id}`, world.clock.now(), { topic, id })),
    );
    for (const event of events) await world.archive.keep(event);
    const subjects = (await readAll({ ...world, deps }, 2)).flat();
    expect(subjects.toSorted()).toEqual(events.map((event) => event.subject).toSorted());
  });

  it('is read by topic, by day, and by subject', async () => {
    const world = createWorld();
    const [now, before] = [world.clock.now(), world.clock.now() - dayMs];
    const old = Date.parse('2025-12-01T00:00:00.000Z');
    await Promise.all(
      [
        archived('a', now),
        archived('b', before),
        archived('a', before, { topic: 'order-confirmed-v1' }),
        archived('c', old),
      ].map((event) => world.archive.keep(event)),
    );
    const read = async (query: object) => (await readAll(world, 10, query)).flat();
    expect(await read({ topic: 'order-placed-v1' })).toEqual(['b', 'a']);
    expect(await read({ topic: 'order-placed-v1', day: '2026-01-14' })).toEqual(['b']);
    expect(await read({ day: '2026-01-14' })).toEqual(['a', 'b']);
    expect(await read({ day: '2025-12-01' })).toEqual(['c']);
    expect(await read({ subject: 'a' })).toEqual(['a', 'a']);
    expect(await read({ topic: 'nobody-knows-v1' })).toEqual([]);
    expect((await readAll(world, 1, { subject: 'b' })).filter((page) => page.length > 0)).toEqual([['b']]);
  });

  it.each([
    'bogus',
    '..',
    Buffer.from('../../x.json').toString('base64url'),
    Buffer.from('a/b/c').toString('base64url'),
  ])('refuses the cursor %j', async (cursor) => {
    await expect(listEvents(createWorld().deps, { limit: 1, cursor })).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });
});

describe('a sweep', () => {
  const at = fc.integer({ min: 0, max: 30 * dayMs });

  it('removes what is older than whole days, and never what is younger', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 7, max: 10 }),
        fc.array(at, { maxLength: 10 }),
        at,
        async (keep, ages, now) => {
          const world = createWorld(keep);
          world.clock.advance(now);
          const events = ages.map((age, n) => archived(`o${n}`, world.clock.now() - age));
          for (const event of events) await world.archive.keep(event);
          await sweep(world.deps);
          const readable = (await readAll(world, 50)).flat();
          const stored = events.filter((event) => world.objects.keys.includes(keyOf(event))).map((e) => e.subject);
          const whose = (fits: (age: number) => boolean) => ages.flatMap((age, n) => (fits(age) ? [`o${n}`] : []));
          expect(readable).toEqual(expect.arrayContaining(whose((age) => age <= keep * dayMs)));
          const tooOld = whose((age) => age >= (keep + 1) * dayMs);
          expect(stored.filter((id) => tooOld.includes(id))).toEqual([]);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('leaves the last moment of the week, and takes the day before', async () => {
    const world = createWorld();
    const moments = ['2026-01-08T00:00:00.000Z', '2026-01-07T23:59:59.999Z', '2026-01-16T00:00:01.000Z'];
    for (const time of moments) await world.archive.keep(archived(time, Date.parse(time)));
    expect(await sweep(world.deps)).toBe(1);
    expect(world.objects.keys.map((key) => key.split('/')[1])).toEqual(['2026-01-08', '2026-01-16']);
  });

  it('shows every day that it leaves', () => {
    const { clock } = createWorld();
    expect(keptDays(clock.now(), 7).at(0)).toBe('2026-01-08');
    expect(keptDays(clock.now(), 7).at(-1)).toBe('2026-01-16');
  });

  it('removes more than one listing holds', async () => {
    const world = createWorld();
    const old = world.clock.now() - 10 * dayMs;
    await Promise.all(Array.from({ length: 1_203 }, (_, n) => world.archive.keep(archived(`o${n}`, old))));
    expect(await sweep(world.deps)).toBe(1_203);
    expect(world.objects.keys).toEqual([]);
  });

  it('is made now and then, and again after one that failed', async () => {
    const world = createWorld();
    const said: string[] = [];
    const log = { info: () => void said.push('swept'), warn: () => void said.push('failed') };
    await world.archive.keep(archived('o1', world.clock.now() - 10 * dayMs));
    world.objects.failNext('list', 'unavailable');
    const rounds = sweeper({ ...world.deps, everyMs: 3_600_000, log });
    rounds.start();
    while (said.length < 2) await new Promise((resolve) => setImmediate(resolve));
    await rounds.stop();
    expect(said).toEqual(['failed', 'swept']);
    expect(world.objects.keys).toEqual([]);
  });
});
