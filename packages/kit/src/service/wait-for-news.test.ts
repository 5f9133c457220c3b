import { FakeClock } from '@mercato/testkit';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../time/index.ts';
import { News } from './news.ts';
import { waitForNews } from './wait-for.ts';

describe('whoever waits for news', () => {
  it('looks when it hears, and not before', async () => {
    const news = new News();
    const { heard } = news.listen('o1');
    let reads = 0;
    const found = waitForNews(() => Promise.resolve((reads += 1)), { ms: 60_000, clock: systemClock, heard });
    await delay(20);
    expect(reads).toBe(0);
    news.tell('o2');
    news.tell('o1');
    expect(await found).toBe(1);
  });

  it('looks again where it hears while it is looking', async () => {
    const news = new News();
    const { heard } = news.listen('o1');
    let reads = 0;
    const read = async () => {
      reads += 1;
      if (reads > 1) return 'found';
      news.tell('o1');
      return undefined;
    };
    const clock = new FakeClock(0);
    expect(await waitForNews(read, { ms: 5_000, clock, heard })).toBe('found');
    expect(clock.now()).toBe(200);
  });

  it('looks now and then while it hears nothing, the last time when the time is over', async () => {
    const clock = new FakeClock(0);
    const reads: number[] = [];
    const read = async () => void reads.push(clock.now());
    const { heard } = new News().listen('o1');
    expect(await waitForNews(read, { ms: 1_700, clock, heard })).toBeUndefined();
    expect(reads).toEqual([200, 600, 1_100, 1_600, 1_700]);
  });

  it('looks on after it heard and found nothing', async () => {
    const news = new News();
    const { heard } = news.listen('o1');
    news.tell('o1');
    const clock = new FakeClock(0);
    const found = await waitForNews(async () => (clock.now() >= 1_000 ? 'found' : undefined), {
      ms: 5_000,
      clock,
      heard,
    });
    expect(found).toBe('found');
  });

  it('is forgotten when it leaves', () => {
    const news = new News();
    const [one, other] = [news.listen('o1'), news.listen('o1')];
    one.leave();
    expect(news.size).toBe(1);
    other.leave();
    expect(news.size).toBe(0);
    news.tell('o1');
    expect(other.heard.aborted).toBe(false);
  });
});
