import { describe, expect, it } from 'vitest';
import { Crash, sagaWorld as world } from '../../test/saga-world.ts';
import { DomainError, errors } from '../errors/index.ts';
import { newSagaLog, type Report, type SagaDefinition, sagaRegistry, transition } from './index.ts';
import type { TransitionContext } from './transition.ts';

const noEffect = { timeoutMs: 1_000, do: () => Promise.resolve(), undo: () => Promise.resolve() };
const at = (now: number, more: Partial<TransitionContext> = {}): TransitionContext => ({
  runner: 'r1',
  now,
  giveUpAt: 100_000,
  parkAfter: { tries: 2, ms: 1_000 },
  ...more,
});
const bad = (step: string, outcome: 'refused' | 'uncertain' | 'failed'): Report => ({
  phase: 'do',
  step,
  outcome,
  code: 'dependency.timeout',
  detail: 'no',
});

describe('in the log they', () => {
  const list: SagaDefinition<unknown> = {
    id: 'test',
    version: 1,
    timedOut: 'order.timed_out',
    steps: [
      { id: 'a', ...noEffect },
      { id: 'b', ...noEffect, timeoutMs: 4_000, follows: true },
      { id: 'c', ...noEffect, follows: true },
      { id: 'end', ...noEffect, canRefuse: false },
    ],
  };
  const begun = transition(newSagaLog(1, 0), list, undefined, at(0));

  it('are intended with the step before them, under a lease for the longest of them', () => {
    expect(begun).toMatchObject({ next: { do: 'a' }, log: { lease: { until: 5_000 } } });
    expect(begun.log.steps).toEqual({ a: { intentAt: 0 }, b: { intentAt: 0 }, c: { intentAt: 0 } });
  });

  it('keep the intent that they had', () => {
    const turn = transition(begun.log, list, bad('a', 'failed'), at(1));
    expect(transition(turn.log, list, undefined, at(9)).log.steps['b']).toEqual({ intentAt: 0 });
  });

  it.each(['refused', 'uncertain', 'failed'] as const)('are forgotten where they were not called: %s', (outcome) => {
    const turn = transition(begun.log, list, bad('a', outcome), at(1, { uncalled: ['b', 'c'] }));
    expect(Object.keys(turn.log.steps)).toEqual(['a']);
  });

  it('stay where another runner may have acted on them', () => {
    const taken = transition(begun.log, list, undefined, at(6_000, { runner: 'r2' }));
    const turn = transition(taken.log, list, bad('a', 'refused'), at(20_000, { uncalled: ['b', 'c'] }));
    expect(turn).toMatchObject({ next: { undo: 'c' }, log: { direction: 'back' } });
  });

  it('are undone where they may have been called', () => {
    expect(transition(begun.log, list, bad('a', 'refused'), at(1)).next).toEqual({ undo: 'c' });
  });
});

describe('steps that follow at once', () => {
  const following = (w: ReturnType<typeof world>) => w.runner(sagaRegistry(w.list(1, 'a', '+b', '+c', 'end')));

  it('cost no write of their own, and see what those before them recorded', async () => {
    const w = world();
    const seen: (readonly string[])[] = [];
    const list = w.list(1, 'a', '+b', '+c', 'end');
    const steps = list.steps.map((step) => ({
      ...step,
      do: (context: Parameters<typeof step.do>[0]) => {
        seen.push(context.state.learnt);
        return step.do(context);
      },
    }));
    const end = await w.run(w.runner(sagaRegistry({ ...list, steps })));
    expect(end?.learnt).toEqual(['a', 'b', 'c', 'end']);
    expect(seen).toEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c']]);
    expect(w.store.writes).toBe(3);
  });

  const points = ['before-intent', 'after-intent', 'after-effect'];
  it.each(points.flatMap((point) => ['a', 'b', 'c', 'end'].map((label) => `${point}:${label}`)))(
    'survive a crash at %s',
    async (where) => {
      const w = world();
      w.crash(where);
      await expect(w.run(following(w))).rejects.toThrow(Crash);
      w.clock.advance(5_000);
      const end = await w.run(following(w));
      expect(end?.learnt).toEqual(['a', 'b', 'c', 'end']);
      expect([...w.effects]).toEqual(['s1:a', 's1:b', 's1:c', 's1:end']);
    },
  );

  it('are not undone where they were never called', async () => {
    const w = world();
    w.fail('b', new DomainError('payment.declined', 'no'));
    await w.run(following(w));
    expect(w.calls).toEqual(['a', 'b', 'undo:b', 'undo:a']);
  });

  it('undoes what an earlier delivery may have called', async () => {
    const w = world();
    w.crash('after-effect:c');
    await expect(w.run(following(w))).rejects.toThrow(Crash);
    w.clock.advance(5_000);
    w.fail('a', new DomainError('stock.insufficient', 'no'));
    await w.run(following(w));
    expect(w.calls).toEqual(['a', 'b', 'c', 'a', 'undo:c', 'undo:b', 'undo:a']);
    expect([...w.effects]).toEqual([]);
  });

  it('go on after a failure where they stopped', async () => {
    const w = world();
    w.fail('b', errors.unavailable('callee'));
    await expect(w.run(following(w))).rejects.toMatchObject({ code: 'dependency.unavailable' });
    const end = await w.run(following(w));
    expect(w.calls).toEqual(['a', 'b', 'b', 'c', 'end']);
    expect(end?.learnt).toEqual(['a', 'b', 'c', 'end']);
  });

  it('go on although a write conflicts', async () => {
    for (const fault of ['conflict', 'notDone', 'lostAnswer'] as const) {
      const w = world();
      w.fail('b', new DomainError('payment.declined', 'no'));
      w.store.failNext('replace', fault);
      await w.run(following(w));
      expect(w.calls).toEqual(['a', 'b', 'undo:b', 'undo:a']);
    }
  });

  it('cannot be past the point of no return', () => {
    const w = world();
    expect(() => sagaRegistry(w.list(1, 'a', '+end'))).toThrow('cannot follow');
  });
});
