import { MemoryStateStore } from '@mercato/testkit';
import { expect, it } from 'vitest';
import type { StoredRun } from '../ports/runs.ts';
import { storedRuns } from './stored-runs.ts';

const run = (id: string): StoredRun => ({ id, beatAt: 0 }) as StoredRun;

it('one of those who begin at the same time, knowing the same, has begun', async () => {
  const runs = storedRuns(new MemoryStateStore());
  const begun = await Promise.all(['a', 'b', 'c'].map((id) => runs.begin(run(id), undefined)));
  expect(begun.filter(Boolean)).toHaveLength(1);
  const again = await Promise.all(['d', 'e'].map(async (id) => runs.begin(run(id), (await runs.latest())[0]?.id)));
  expect(again.filter(Boolean)).toHaveLength(1);
  expect(await runs.latest()).toHaveLength(2);
});

it('who does not know of the latest has not begun', async () => {
  const runs = storedRuns(new MemoryStateStore());
  expect(await runs.begin(run('a'), undefined)).toBe(true);
  expect(await runs.begin(run('b'), undefined)).toBe(false);
  expect(await runs.begin(run('b'), 'a')).toBe(true);
});

it('the latest twenty are remembered, newest first, as they were last kept', async () => {
  const runs = storedRuns(new MemoryStateStore());
  const ids = Array.from({ length: 22 }, (_, n) => `run-${n}`);
  for (const [n, id] of ids.entries()) await runs.begin(run(id), ids[n - 1]);
  await runs.keep({ ...run('run-21'), beatAt: 7 });
  const latest = await runs.latest();
  expect(latest.map(({ id }) => id)).toEqual(ids.slice(2).toReversed());
  expect(latest[0]?.beatAt).toBe(7);
});
