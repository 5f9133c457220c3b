import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { currentContext, runInContext } from '../context/index.ts';
import { exposeMetrics } from '../telemetry/index.ts';
import { Bulkhead, type BulkheadOptions } from './index.ts';

let made = 0;

/** Three calls at a time, and two that wait; the work ends when it is told to. */
const world = (options: Partial<BulkheadOptions> = {}) => {
  const dependency = `callee-${(made += 1)}`;
  const bulkhead = new Bulkhead({ dependency, limit: 3, queue: 2, ...options });
  const begun: ((answer: string) => void)[] = [];
  let running = 0;
  let peak = 0;
  const work = async (): Promise<string> => {
    running += 1;
    peak = Math.max(peak, running);
    try {
      return await new Promise<string>((resolve) => begun.push(resolve));
    } finally {
      running -= 1;
    }
  };
  const calls = (count: number) => Array.from({ length: count }, () => bulkhead.run(work));
  return { dependency, bulkhead, begun, work, calls, peak: () => peak };
};

const full = { code: 'dependency.unavailable', retryAfter: 1 };

/** What happened to each, without waiting for those that are still under way. */
const outcomes = async (calls: readonly Promise<unknown>[]) => {
  const open = sleep(20).then(() => 'open');
  return Promise.all(calls.map((call) => Promise.race([call, open]).catch((error: unknown) => error)));
};

describe('a bulkhead', () => {
  it('lets in as many as it has places, lets a few wait, and refuses the others at once, not begun', async () => {
    const { calls, begun, peak } = world();
    expect(await outcomes(calls(7))).toEqual([
      'open',
      'open',
      'open',
      'open',
      'open',
      expect.objectContaining(full),
      expect.objectContaining(full),
    ]);
    expect([begun.length, peak()]).toEqual([3, 3]);
    for (let n = 0; n < 5; n += 1) {
      await expect.poll(() => begun.length).toBeGreaterThan(n);
      begun[n]?.('done');
    }
    expect(begun).toHaveLength(5);
    expect(peak()).toBe(3);
  });

  it('gives a place that gets free to who waited first', async () => {
    const { calls, begun } = world({ limit: 1 });
    const all = calls(3);
    for (const n of [0, 1, 2]) {
      await expect.poll(() => begun.length).toBe(n + 1);
      begun[n]?.(`answer ${n}`);
    }
    expect(await Promise.all(all)).toEqual(['answer 0', 'answer 1', 'answer 2']);
  });

  it('gets its place back from a call that fails, and hands the failure on', async () => {
    const { bulkhead } = world({ limit: 1 });
    const failing = () => Promise.reject(new Error('no'));
    for (let i = 0; i < 5; i += 1) await expect(bulkhead.run(failing)).rejects.toThrow('no');
    await expect(bulkhead.run(() => Promise.resolve('yes'))).resolves.toBe('yes');
  });

  it('lets nobody wait for long, and gives the room to the next', async () => {
    const { bulkhead, work, begun } = world({ limit: 1, queue: 1, waitMs: 30 });
    const first = bulkhead.run(work);
    await expect(bulkhead.run(work)).rejects.toMatchObject(full);
    const third = bulkhead.run(work);
    begun[0]?.('done');
    await first;
    await expect.poll(() => begun.length).toBe(2);
    begun[1]?.('done');
    await expect(third).resolves.toBe('done');
  });

  it('refuses nobody who has found a place, however long it takes', async () => {
    const { bulkhead, work, begun } = world({ limit: 1, waitMs: 30 });
    const first = bulkhead.run(work);
    const second = bulkhead.run(work);
    begun[0]?.('done');
    await first;
    await sleep(60);
    begun[1]?.('done');
    await expect(second).resolves.toBe('done');
  });

  it('lets a caller who has little time wait for less', async () => {
    const { bulkhead, work } = world({ limit: 1 });
    void bulkhead.run(work);
    const began = performance.now();
    await expect(bulkhead.run(work, 20)).rejects.toMatchObject(full);
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('runs what waited in its own context, not in that of whoever made room', async () => {
    const { bulkhead } = world({ limit: 1 });
    const whose = async (): Promise<string | undefined> => {
      await sleep(5);
      return currentContext()?.requestId;
    };
    const as = (requestId: string) =>
      runInContext({ requestId, deadline: Number.MAX_SAFE_INTEGER }, () => bulkhead.run(whose));
    expect(await Promise.all([as('a'), as('b'), as('c')])).toEqual(['a', 'b', 'c']);
  });

  it('shows what runs and what waits, and counts what it refused', async () => {
    const { dependency, calls, begun } = world();
    const before = (await exposeMetrics()).text;
    expect(before).toContain(`bulkhead_rejections_total{dependency="${dependency}"} 0`);
    const all = calls(7);
    await outcomes(all);
    const { text } = await exposeMetrics();
    expect(text).toContain(`bulkhead_calls{dependency="${dependency}",state="running"} 3`);
    expect(text).toContain(`bulkhead_calls{dependency="${dependency}",state="waiting"} 2`);
    expect(text).toContain(`bulkhead_rejections_total{dependency="${dependency}"} 2`);
    for (let n = 0; n < 5; n += 1) {
      await expect.poll(() => begun.length).toBeGreaterThan(n);
      begun[n]?.('done');
    }
    await Promise.allSettled(all);
    const after = (await exposeMetrics()).text;
    expect(after).toContain(`bulkhead_calls{dependency="${dependency}",state="running"} 0`);
    expect(after).toContain(`bulkhead_calls{dependency="${dependency}",state="waiting"} 0`);
  });
});
