import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newSagaLog, transition, type Report, type SagaDefinition, type SagaLog, type Turn } from './index.ts';
import type { TransitionContext } from './transition.ts';

const noEffect = { timeoutMs: 1_000, do: () => Promise.resolve(), undo: () => Promise.resolve() };
const definition: SagaDefinition<unknown> = {
  id: 'test',
  version: 1,
  timedOut: 'order.timed_out',
  steps: [
    { id: 'a', ...noEffect },
    { id: 'b', ...noEffect, canTimeOut: false },
    { id: 'c', ...noEffect },
    { id: 'end', ...noEffect, canRefuse: false },
  ],
};
const stop = { code: 'order.cancelled_by_customer', detail: 'asked for' } as const;
const at = (now: number, more: Partial<TransitionContext> = {}): TransitionContext => ({
  runner: 'r1',
  now,
  giveUpAt: 100_000,
  parkAfter: { tries: 2, ms: 1_000 },
  ...more,
});
const done = (phase: 'do' | 'undo', step: string): Report => ({ phase, step, outcome: 'done' });
const bad = (phase: 'do' | 'undo', step: string, outcome: 'refused' | 'uncertain' | 'failed'): Report => ({
  phase,
  step,
  outcome,
  code: 'dependency.timeout',
  detail: 'no',
});

/** Plays reports one after another, from a fresh log. */
const play = (
  ...moves: readonly (Report | undefined | readonly [Report | undefined, Partial<TransitionContext>])[]
): Turn => {
  let turn: Turn = { log: newSagaLog(1, 0), next: 'later', counted: false };
  moves.forEach((move, i) => {
    const [report, more] = move === undefined || 'phase' in move ? [move, {}] : move;
    turn = transition(turn.log, definition, report, at(i, more));
  });
  return turn;
};
const upTo = (step: string): Report[] => {
  const ids = definition.steps.map((s) => s.id);
  return ids.slice(0, ids.indexOf(step)).map((id) => done('do', id));
};

describe('forward', () => {
  it('stores the intent of a step before it is called', () => {
    const turn = play(undefined);
    expect(turn).toMatchObject({ next: { do: 'a' }, log: { steps: { a: { intentAt: 0 } } } });
    expect(turn.log.steps['a']).not.toHaveProperty('outcome');
  });

  it('stores an outcome and the next intent at once', () => {
    expect(play(undefined, done('do', 'a')).log.steps).toEqual({
      a: { intentAt: 0, outcome: 'done' },
      b: { intentAt: 1 },
    });
  });

  it('does a step again whose intent has no outcome', () => {
    expect(play(undefined, done('do', 'a'), undefined)).toMatchObject({
      next: { do: 'b' },
      log: { steps: { b: { intentAt: 1 } } },
    });
  });

  it('ends when the last step is done', () => {
    expect(play(undefined, ...upTo('end'), done('do', 'end'))).toMatchObject({
      next: 'finished',
      log: { end: 'done' },
    });
    expect(play(undefined, ...upTo('end'), done('do', 'end')).log).not.toHaveProperty('lease');
  });
});

describe('turning back', () => {
  it.each([
    ['a refusal', bad('do', 'c', 'refused'), {}, 'refused', 'dependency.timeout'],
    ['doubt', bad('do', 'c', 'uncertain'), {}, 'uncertain', 'order.timed_out'],
    ['a failure after the time to give up', bad('do', 'c', 'failed'), { now: 100_000 }, 'uncertain', 'order.timed_out'],
    ['somebody who wants it to stop', done('do', 'c'), { stop }, 'done', 'order.cancelled_by_customer'],
  ] as const)('after %s undoes every step with an intent, last first', (_, report, more, outcome, code) => {
    const turn = play(undefined, ...upTo('c'), [report, more]);
    expect(turn).toMatchObject({
      next: { undo: 'c' },
      log: { direction: 'back', refusal: { code }, steps: { c: { outcome } } },
    });
    expect(play(undefined, ...upTo('c'), [report, more], done('undo', 'c')).next).toEqual({ undo: 'b' });
    const end = play(undefined, ...upTo('c'), [report, more], ...['c', 'b', 'a'].map((s) => done('undo', s)));
    expect(end).toMatchObject({ next: 'finished', log: { end: 'undone' } });
  });

  it('does not happen for a failure before the time to give up', () => {
    expect(play(undefined, bad('do', 'a', 'failed'))).toMatchObject({ next: 'later', log: { direction: 'forward' } });
  });

  it('waits for a step that cannot time out', () => {
    expect(play(undefined, ...upTo('b'), bad('do', 'b', 'uncertain'))).toMatchObject({
      next: 'later',
      log: { direction: 'forward' },
    });
    expect(play(undefined, ...upTo('b'), bad('do', 'b', 'refused')).next).toEqual({ undo: 'b' });
  });

  it.each([
    ['a request to stop', undefined, { stop }, { do: 'end' }],
    ['a refusal', bad('do', 'end', 'refused'), {}, 'later'],
    ['doubt', bad('do', 'end', 'uncertain'), {}, 'later'],
    ['a failure however late', bad('do', 'end', 'failed'), { now: 200_000 }, 'later'],
  ] as const)('is impossible past the point of no return: %s', (_, report, more, next) => {
    expect(play(undefined, ...upTo('end'), [report, more])).toMatchObject({ next, log: { direction: 'forward' } });
  });

  it('takes a stop seen with the last outcome before the point of no return', () => {
    expect(play(undefined, ...upTo('c'), [done('do', 'c'), { stop }]).next).toEqual({ undo: 'c' });
  });
});

describe('a call that must succeed', () => {
  const failing = bad('undo', 'a', 'failed');
  const back = [undefined, bad('do', 'a', 'refused')] as const;

  it('is parked only after it failed too often and for too long', () => {
    expect(play(...back, failing).next).toBe('later');
    expect(play(...back, failing, failing).next).toBe('later');
    const parked = play(...back, failing, [failing, { now: 5_000 }]);
    expect(parked).toMatchObject({ next: 'parked', log: { parked: { reason: 'undo a: no', since: 5_000 } } });
  });

  it('is tried again when the message comes again, and leaves no mark once it succeeds', () => {
    const parked = [...back, failing, [failing, { now: 5_000 }] as [Report, { now: number }]];
    expect(play(...parked, undefined).next).toEqual({ undo: 'a' });
    const end = play(...parked, undefined, done('undo', 'a'));
    expect(end).toMatchObject({ next: 'finished', log: { end: 'undone' } });
    expect(end.log).not.toHaveProperty('parked');
  });

  it('may be the last step', () => {
    const failed = bad('do', 'end', 'failed');
    expect(play(undefined, ...upTo('end'), failed, [failed, { now: 9_000 }]).next).toBe('parked');
  });
});

describe('two runners', () => {
  it('take turns: the second is told to wait until the lease is over', () => {
    expect(play(undefined, [undefined, { runner: 'r2' }]).next).toBe('busy');
    expect(play(undefined, [undefined, { runner: 'r2', now: 2_001 }])).toMatchObject({
      next: { do: 'a' },
      log: { lease: { runner: 'r2' } },
    });
  });

  it('need not wait for one that paused', () => {
    const paused = play(undefined, bad('do', 'a', 'failed'));
    expect(paused.log).not.toHaveProperty('lease');
    expect(play(undefined, bad('do', 'a', 'failed'), [undefined, { runner: 'r2' }]).next).toEqual({ do: 'a' });
  });

  it.each([
    ['a step already done', [undefined, done('do', 'a')], done('do', 'a'), { do: 'b' }],
    ['a step being undone', [undefined, bad('do', 'a', 'refused')], done('do', 'a'), { undo: 'a' }],
    ['a step that was given up while it ran', [undefined, [undefined, { stop }]], done('do', 'a'), { undo: 'a' }],
    ['an undo not asked for', [undefined], done('undo', 'a'), { do: 'a' }],
    ['a step never begun', [undefined], done('do', 'c'), { do: 'a' }],
    ['a step of another list', [undefined], done('do', 'x'), { do: 'a' }],
  ] as const)('cannot report on %s', (_, moves, report, next) => {
    expect(play(...moves, report)).toMatchObject({ next, counted: false });
  });
});

interface Move {
  readonly outcome: 'done' | 'refused' | 'uncertain' | 'failed' | 'crash';
  readonly wait: number;
  readonly stops: boolean;
}

const broken = (before: SagaLog, after: SagaLog): string[] => [
  ...(before.direction === 'back' && after.direction !== 'back' ? ['turned forward again'] : []),
  ...(before.steps['end'] && after.direction === 'back' ? ['turned back past the point of no return'] : []),
];

/** A saga whose calls end as told, by a new runner each turn; it collects every rule that is broken. */
const walk = (moves: readonly Move[]) => {
  let log: SagaLog = newSagaLog(1, 0);
  let report: Report | undefined;
  let now = 0;
  const undone: string[] = [];
  const wrong: string[] = [];
  for (const [i, move] of moves.entries()) {
    const context = at(now, { runner: `r${i}`, stop: move.stops ? stop : undefined });
    const turn = transition(log, definition, report, context);
    wrong.push(...broken(log, turn.log));
    log = turn.log;
    report = undefined;
    now += move.wait;
    if (typeof turn.next === 'string') continue;
    const [phase, step] = 'do' in turn.next ? (['do', turn.next.do] as const) : (['undo', turn.next.undo] as const);
    if (!log.steps[step]) wrong.push(`called ${step} without an intent`);
    if (move.outcome === 'crash') continue;
    report = move.outcome === 'done' ? done(phase, step) : bad(phase, step, move.outcome);
    if (report.outcome === 'done' && phase === 'undo' && undone.at(-1) !== step) undone.push(step);
  }
  return { log, undone, wrong, intents: definition.steps.map((s) => s.id).filter((id) => log.steps[id]) };
};

const anyMove = fc.record({
  outcome: fc.constantFrom<Move['outcome'][]>('done', 'done', 'done', 'refused', 'uncertain', 'failed', 'crash'),
  wait: fc.integer({ min: 3_000, max: 40_000 }),
  stops: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});

it('never turns forward again, calls nothing without an intent, undoes all intents and only them, last first', () => {
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 40 }), (moves) => {
      const { log, undone, wrong, intents } = walk(moves);
      expect(wrong).toEqual([]);
      const expected = { undone: intents.toReversed(), done: [] };
      if (log.end) return JSON.stringify(undone) === JSON.stringify(expected[log.end]);
      return true;
    }),
    { numRuns: 500 },
  );
});
