import { expect, it } from 'vitest';
import { type Progress, sendBatches } from './importRun.ts';

const batches = [['a', 'b'], ['c'], ['d', 'e', 'f']];

const run = async (from: number, failing?: string) => {
  const sent: string[] = [];
  const told: Progress[] = [];
  const send = (batch: readonly string[], key: string): Promise<void> => {
    if (failing !== undefined && batch.includes(failing)) return Promise.reject(new Error('away'));
    sent.push(`${key} ${batch.join('')}`);
    return Promise.resolve();
  };
  const end = await sendBatches({ batches, send, runId: 'r', from, tell: (progress) => told.push(progress) }).catch(
    String,
  );
  return { sent, told, end };
};

it('sends all batches in order and tells how far it is', async () => {
  const { sent, told } = await run(0);
  expect(sent).toEqual(['import-r-0 ab', 'import-r-1 c', 'import-r-2 def']);
  expect(told.map(({ done }) => done)).toEqual([0, 2, 3, 6]);
  expect(told.at(-1)).toEqual({ done: 6, total: 6, next: 3 });
});

it('ends where it fails, and goes on there under the same key', async () => {
  const { told, end } = await run(0, 'd');
  expect(end).toContain('away');
  const next = told.at(-1)?.next ?? 0;
  expect(next).toBe(2);
  const { sent, told: toldThen } = await run(next);
  expect(sent).toEqual(['import-r-2 def']);
  expect(toldThen.map(({ done }) => done)).toEqual([3, 6]);
});
