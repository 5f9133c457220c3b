import type { Defence } from '../defence.ts';

const transition = 'packages/kit/src/saga/transition.ts';
const followsTest = 'packages/kit/src/saga/follows.test.ts';
const transitionTest = 'packages/kit/src/saga/transition.test.ts';
const log = 'packages/kit/src/saga/log.ts';

/** What a saga decides at each turn. */
export const sagaTurns: readonly Defence[] = [
  {
    id: 'saga.intent-first',
    what: 'An effect is called only after its intent was stored',
    file: transition,
    cut: ['log: { ...intended, lease }', 'log: { ...log, lease }'],
    test: [transitionTest, 'ends when the last step is done'],
  },
  {
    id: 'saga.uncertain-is-undone',
    what: 'A call that timed out may have been done, so it is undone',
    file: log,
    cut: [
      'return entry !== undefined && entry',
      "return entry !== undefined && entry.outcome !== 'uncertain' && entry",
    ],
    test: [transitionTest, 'after %s undoes every step with an intent, last first'],
  },
  {
    id: 'saga.refused-is-undone',
    what: 'A step that was refused is undone too: one of its lines may have been done',
    file: log,
    cut: ['return entry !== undefined && entry', "return entry !== undefined && entry.outcome !== 'refused' && entry"],
    test: [transitionTest, 'waits for a step that cannot time out'],
  },
  {
    id: 'saga.uncertain-turns-back',
    what: 'A timeout turns the saga back; it is not taken for a failure that is tried again in doubt',
    file: transition,
    cut: ["(outcome === 'uncertain' || context.now >= context.giveUpAt)", '(context.now >= context.giveUpAt)'],
    test: [transitionTest, 'after %s undoes every step with an intent, last first'],
  },
  {
    id: 'saga.gives-up-in-time',
    what: 'A step that fails beyond the time to give up turns the saga back',
    file: transition,
    cut: ["(outcome === 'uncertain' || context.now >= context.giveUpAt)", "(outcome === 'uncertain')"],
    test: [transitionTest, 'after %s undoes every step with an intent, last first'],
  },
  {
    id: 'saga.never-forward-again',
    what: 'The outcome of a step counts only while the saga goes forward',
    file: transition,
    cut: ["log.direction === 'forward' && !entry.outcome;", '!entry.outcome;'],
    test: [transitionTest, 'cannot report on %s'],
  },
  {
    id: 'saga.outcome-counts-once',
    what: 'A late report on a step already settled changes nothing',
    file: transition,
    cut: ["log.direction === 'forward' && !entry.outcome;", "log.direction === 'forward';"],
    test: [transitionTest, 'cannot report on %s'],
  },
  {
    id: 'saga.undo-counts-when-asked-for',
    what: 'An undo is reported only on the way back and after its intent',
    file: transition,
    cut: ["log.direction === 'back' && entry.undo && !entry.undo.outcome;", 'true;'],
    test: [transitionTest, 'cannot report on %s'],
  },
  {
    id: 'saga.point-of-no-return',
    what: 'Once the last step is intended nothing turns the saga back',
    file: transition,
    cut: [
      "context.stop && taken.log.direction === 'forward' && !isCommitted(taken.log, definition)",
      "context.stop && taken.log.direction === 'forward'",
    ],
    test: [transitionTest, 'is impossible past the point of no return: %s'],
  },
  {
    id: 'saga.last-step-cannot-be-refused',
    what: 'Nor does a refusal of the last step: it is asked until it is done',
    file: transition,
    cut: ['const canRefuse = step.canRefuse !== false;', 'const canRefuse = true;'],
    test: [transitionTest, 'is impossible past the point of no return: %s'],
  },
  {
    id: 'saga.lease',
    what: 'A second runner waits while the first is at it',
    file: transition,
    cut: ['log.lease.runner !== context.runner &&', 'false &&'],
    test: [transitionTest, 'take turns: the second is told to wait until the lease is over'],
  },
  {
    id: 'saga.lease-ends',
    what: 'The lease of a dead runner ends by the clock',
    file: transition,
    cut: [' && log.lease.until > context.now', ''],
    test: [transitionTest, 'take turns: the second is told to wait until the lease is over'],
  },
  {
    id: 'saga.uncalled-only-under-own-lease',
    what: 'An intent is taken back only by the runner that stored it and that nobody has followed since',
    file: transition,
    cut: ['log.lease?.runner === runner ? withoutIntents(log, uncalled) : log', 'withoutIntents(log, uncalled)'],
    test: [followsTest, 'stay where another runner may have acted on them'],
  },
  {
    id: 'saga.lease-given-back',
    what: 'A runner that pauses gives its lease back, so that the next delivery need not wait',
    file: transition,
    cut: [
      'return { log: withoutLease(taken.log), next: taken.pause, counted };',
      'return { log: taken.log, next: taken.pause, counted };',
    ],
    test: [transitionTest, 'need not wait for one that paused'],
  },
  {
    id: 'saga.parked-not-swallowed',
    what: 'An undo that keeps failing parks the saga for a person',
    file: transition,
    cut: ["pause: 'parked' };", "pause: 'later' };"],
    test: [transitionTest, 'may be the last step'],
  },
  {
    id: 'saga.parked-only-after-too-many-and-too-long',
    what: 'It is parked only after too many tries and too long a time',
    file: transition,
    cut: ['failed.tries < parkAfter.tries || now', 'now'],
    test: [transitionTest, 'is impossible past the point of no return: %s'],
  },
  {
    id: 'saga.parked-only-after-too-long',
    what: 'Many tries in a short time are not yet a reason',
    file: transition,
    cut: [' || now - failed.since < parkAfter.ms', ''],
    test: [transitionTest, 'is parked only after it failed too often and for too long'],
  },
  {
    id: 'saga.unparked-by-success',
    what: 'The mark goes once the step succeeds',
    file: transition,
    cut: ['withStep(withoutParking(log), report.step,', 'withStep(log, report.step,'],
    test: [transitionTest, 'is tried again when the message comes again, and leaves no mark once it succeeds'],
  },
  {
    id: 'saga.error-table-decides',
    what: 'A failure that may pass is tried again, not undone',
    file: 'packages/kit/src/saga/report.ts',
    cut: ["row.saga === 'retry' ? 'failed' :", "row.saga === 'retry' ? 'uncertain' :"],
    test: ['packages/kit/src/saga/runner.test.ts', 'brings the message again where it says retry'],
  },
];
