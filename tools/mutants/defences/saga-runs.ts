import type { Defence } from '../defence.ts';

const runner = 'packages/kit/src/saga/runner.ts';
const runnerTest = 'packages/kit/src/saga/runner.test.ts';
const followsTest = 'packages/kit/src/saga/follows.test.ts';
const timeLeftTest = 'packages/kit/src/saga/time-left.test.ts';

/** How a saga is run. */
export const sagaRuns: readonly Defence[] = [
  {
    id: 'saga.late-report-folds-nothing',
    what: 'What a runner left behind reports is not folded into the order either',
    file: runner,
    cut: ['const counted = turn.counted ? report : undefined;', 'const counted = report;'],
    test: [runnerTest, 'folds in nothing that a runner left behind has to tell'],
  },
  {
    id: 'saga.stop-is-heeded',
    what: 'A request to stop is read at every write',
    file: runner,
    cut: ['stop: host.stop?.(opened.state),', 'stop: undefined,'],
    test: ['services/order/test/cancel.test.ts', 'while nobody runs it: the next runner undoes it'],
  },
  {
    id: 'saga.busy-is-redelivered',
    what: 'A message that finds another runner at work comes again: that runner may die',
    file: runner,
    cut: ["if (next === 'busy') throw", "if (next === 'busy') void"],
    test: [runnerTest, 'lets a second runner wait while the first is at it'],
  },
  {
    id: 'saga.failure-is-redelivered',
    what: 'A message whose step failed for the moment comes again',
    file: runner,
    cut: ["if (next === 'later')\n      throw", "if (next === 'later')\n      void"],
    test: [runnerTest, 'in an undo is never swallowed: it is tried again, then parked, then tried whenever asked'],
  },
  {
    id: 'saga.time-for-a-step',
    what: 'A step that could not have its full time is left to the next delivery instead of ending in doubt',
    file: runner,
    cut: ['if (!isFirst && !hasTimeFor(step.timeoutMs)) return outOfTime(phase, stepId);', ''],
    test: [
      timeLeftTest,
      'a step that could not have its full time is left to the next delivery, and nothing is turned back for it',
    ],
  },
  {
    id: 'saga.progress-each-delivery',
    what: 'Each delivery calls at least one step, however short its time',
    file: runner,
    cut: ['if (!isFirst && !hasTimeFor', 'if (!hasTimeFor'],
    test: [timeLeftTest, 'each delivery calls at least one step, however short its time'],
  },
  {
    id: 'saga.step-timeout',
    what: 'A step that hangs is uncertain after its time',
    file: runner,
    cut: [
      'withTimeout(stepId, step.timeoutMs, () => step[phase](context))',
      'Promise.resolve().then(() => step[phase](context))',
    ],
    test: [timeLeftTest, 'a step that takes longer than its time is uncertain, and is undone'],
  },
  {
    id: 'saga.repetition-clears',
    what: 'A repetition of an ended saga takes off what a dead runner had published',
    file: runner,
    cut: ["if (next === 'finished' && !this.#mayEnd(report)) {", "if (next === 'finished' && false) {"],
    test: ['services/order/test/checkout.saga.test.ts', '%s is owed until it is out'],
  },
  {
    id: 'saga.opening-owes-too',
    what: 'What an order owes for being taken up is stored with its first intent',
    file: runner,
    cut: ['owed: [...(opened.owed ?? []), ...(learnt.owed ?? [])]', 'owed: [...(learnt.owed ?? [])]'],
    test: ['services/order/test/refund-and-status.test.ts', 'that left and arrived moves the order'],
  },
  {
    id: 'saga.only-first-intents-are-taken-back',
    what: 'What was intended before this delivery may have been called then, so it is undone',
    file: runner,
    cut: ['run.intended = intendedSince(found, turn.log);', 'run.intended = Object.keys(turn.log.steps);'],
    test: [followsTest, 'undoes what an earlier delivery may have called'],
  },
  {
    id: 'saga.own-version',
    what: 'A saga ends on the list of steps it began with',
    file: runner,
    cut: ['const definition = registry.of(found.version);', 'const definition = registry.current;'],
    test: [runnerTest, 'a saga ends on the list it began with'],
  },
  {
    id: 'saga.unknown-version-waits',
    what: 'A list of steps that this replica does not know is left to one that does',
    file: 'packages/kit/src/saga/registry.ts',
    cut: ['if (definition) return definition;', 'if (definition) return definition; else return current;'],
    test: [runnerTest, 'a list not known here is left to a replica that knows it'],
  },
  {
    id: 'saga.turns-have-ids',
    what: 'Every turn of every runner is a command of its own',
    file: runner,
    cut: ['`${run.runner}:${run.turn}`', '`${run.turn}`'],
    test: [runnerTest, 'stays right when many runners race from the start'],
  },
  {
    id: 'saga.stable-keys',
    what: "A step's key is the same on every try",
    file: runner,
    cut: ['key: `${run.id}:${stepId}`', 'key: `${run.id}:${stepId}:${run.runner}`'],
    test: [runnerTest, 'at %s is survived: every effect is there, the key never changes'],
  },
];
