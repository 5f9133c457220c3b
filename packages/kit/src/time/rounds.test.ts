import { FakeClock } from '@mercato/testkit';
import { expect, it } from 'vitest';
import { Rounds } from './rounds.ts';

const until = (rounds: number, work: (n: number) => Promise<unknown> = () => Promise.resolve()) => {
  const clock = new FakeClock();
  const began = clock.now();
  const at: number[] = [];
  const errors: unknown[] = [];
  const loop = new Rounds({
    clock,
    pauseMs: 1_000,
    firstMs: 100,
    work: async () => {
      at.push(clock.now() - began);
      if (at.length === rounds) void loop.stop();
      await work(at.length);
    },
    failed: (error) => errors.push(error),
  });
  return { loop, at, errors };
};

it('goes round until it is stopped, and only once however often it is started', async () => {
  const { loop, at } = until(3);
  loop.start();
  loop.start();
  await expect.poll(() => at).toEqual([100, 1_100, 2_100]);
  await loop.stop();
  expect(at).toHaveLength(3);
});

it('goes on after a round that failed', async () => {
  const { loop, at, errors } = until(3, (n) => (n === 1 ? Promise.reject(new Error('no')) : Promise.resolve()));
  loop.start();
  await expect.poll(() => at).toHaveLength(3);
  await loop.stop();
  expect(errors).toEqual([new Error('no')]);
});

it('stops in the middle of a pause', async () => {
  const clock = { now: () => 0, sleep: (_: number, signal?: AbortSignal) => abortable(signal) };
  const rounds = new Rounds({
    clock,
    pauseMs: 1_000,
    work: () => Promise.reject(new Error('never')),
    failed: () => {},
  });
  rounds.start();
  await rounds.stop();
});

const abortable = (signal?: AbortSignal): Promise<void> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('aborted')));
  });
