import { FakeClock, MemoryPublisher, MemoryStateStore, SequentialIds } from '@mercato/testkit';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { StoredAggregates } from '../aggregate/index.ts';
import { runInContext } from '../context/index.ts';
import { systemClock } from '../time/index.ts';
import { newSagaLog, sagaRegistry, SagaRunner, type SagaLog } from './index.ts';

/** A saga of two steps of a second each, the first of which takes 60 ms. */
const world = (timeoutMs = 1_000) => {
  const clock = new FakeClock();
  const calls: string[] = [];
  const step = (id: string) => ({
    id,
    timeoutMs,
    do: async () => {
      calls.push(id);
      if (id === 'a') await delay(60);
    },
    undo: async () => void calls.push(`undo:${id}`),
  });
  const publisher = new MemoryPublisher();
  const runner = new SagaRunner<SagaLog>({
    aggregates: new StoredAggregates({ store: new MemoryStateStore(), publisher, kind: 'saga', clock }),
    host: { log: (log) => log, withLog: (_, log) => log },
    registry: sagaRegistry({ id: 't', version: 1, timedOut: 'order.timed_out', steps: [step('a'), step('b')] }),
    clock,
    ids: new SequentialIds(),
    giveUpAfterMs: 10_000,
    parkAfter: { tries: 2, ms: 0 },
  });
  const run = () => runner.run('s1', (state) => ({ state: state ?? newSagaLog(1, clock.now()) }));
  const within = (ms: number) => runInContext({ requestId: 'r', deadline: systemClock.now() + ms }, run);
  return { calls, run, within };
};

it('a step that could not have its full time is left to the next delivery, and nothing is turned back for it', async () => {
  const w = world();
  await expect(w.within(1_040)).rejects.toMatchObject({ code: 'dependency.unavailable' });
  expect(w.calls).toEqual(['a']);
  expect(await w.run()).toMatchObject({ direction: 'forward', end: 'done' });
  expect(w.calls).toEqual(['a', 'b']);
});

it('each delivery calls at least one step, however short its time', async () => {
  const w = world();
  await expect(w.within(500)).rejects.toMatchObject({ code: 'dependency.unavailable' });
  expect(w.calls).toEqual(['a']);
  await expect(w.within(500)).resolves.toMatchObject({ end: 'done' });
});

it('a step that takes longer than its time is uncertain, and is undone', async () => {
  const w = world(20);
  await expect(w.run()).resolves.toMatchObject({
    direction: 'back',
    end: 'undone',
    steps: { a: { outcome: 'uncertain' } },
  });
  expect(w.calls).toEqual(['a', 'undo:a']);
});
