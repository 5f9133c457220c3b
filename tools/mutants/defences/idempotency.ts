import type { Defence } from '../defence.ts';

const stateIdempotency = 'packages/kit/src/idempotency/state-idempotency.ts';
const stateIdempotencyTest = 'packages/kit/src/idempotency/state-idempotency.test.ts';
const idempotent = 'packages/kit/src/service/idempotent.ts';
const idempotentTest = 'packages/kit/src/service/idempotent.test.ts';

/** Idempotency keys, like Stripe's. */
export const idempotency: readonly Defence[] = [
  {
    id: 'idempotency.first-answer',
    what: 'A repetition gets the first answer and runs nothing',
    file: stateIdempotency,
    cut: [
      "if (stored.value.answer) return { kind: 'replay',",
      "if (stored.value.answer === 'never') return { kind: 'replay',",
    ],
    test: [stateIdempotencyTest, 'gives the first answer again'],
  },
  {
    id: 'idempotency.another-request',
    what: 'Another request under a used key is refused with 422',
    file: stateIdempotency,
    cut: ['if (stored.value.requestHash !== mine.requestHash) throw idempotencyErrors.keyReused();', ''],
    test: [stateIdempotencyTest, 'refuses the key for another request, running or answered'],
  },
  {
    id: 'idempotency.one-runs',
    what: 'Of requests that come at once exactly one runs',
    file: stateIdempotency,
    cut: ['if (age < abandonedAfterMs) throw idempotencyErrors.inProgress();', ''],
    test: [stateIdempotencyTest, 'lets exactly one of many at the same time run'],
  },
  {
    id: 'idempotency.dead-owner',
    what: 'A key whose owner died is free again after a minute',
    file: stateIdempotency,
    cut: ['if (age < abandonedAfterMs) throw', 'throw'],
    test: [stateIdempotencyTest, 'takes over from an owner that died, which can then no longer answer'],
  },
  {
    id: 'idempotency.own-claim',
    what: 'A claim whose answer was lost is known as our own',
    file: stateIdempotency,
    cut: ['if (stored.value.runner === mine.runner) return this.#running(key, mine.runner);', ''],
    test: [stateIdempotencyTest, 'knows its own record when the answer to the write was lost and repeated'],
  },
  {
    id: 'idempotency.late-owner',
    what: 'An owner that was taken for dead does not overwrite what its successor keeps',
    file: stateIdempotency,
    cut: ['if (stored?.value.runner === runner) await write(stored);', 'if (stored) await write(stored);'],
    test: [stateIdempotencyTest, 'takes over from an owner that died, which can then no longer answer'],
  },
  {
    id: 'idempotency.a-day',
    what: 'An answer is kept for 24 hours',
    file: stateIdempotency,
    cut: ['const keptMs = 24 * 3600 * 1000;', 'const keptMs = 3600 * 1000;'],
    test: [stateIdempotencyTest, 'forgets after 24 hours'],
  },
  {
    id: 'idempotency.per-caller',
    what: "A key is one caller's own, on one route",
    file: stateIdempotency,
    cut: ['`idem:${claim.routeId}:${claim.subject}:${hashOf(claim.key)}`', '`idem:${hashOf(claim.key)}`'],
    test: [stateIdempotencyTest, 'knows another %s as another request'],
  },
  {
    id: 'idempotency.failure-is-not-kept',
    what: 'A failure that another try may mend is not kept as the answer',
    file: idempotent,
    cut: ['const final = status < 500 && status !== 429 && !answer.stream;', 'const final = true;'],
    test: [idempotentTest, 'does not keep %s, so that the repetition runs'],
  },
  {
    id: 'idempotency.refusal-is-kept',
    what: 'A refusal is kept like any other answer',
    file: idempotent,
    cut: ['await inTime(() => settle(begun, { status, body, headers }, log));', 'await inTime(() => begun.abandon());'],
    test: [idempotentTest, 'keeps a refusal'],
  },
  {
    id: 'idempotency.time-to-keep',
    what: 'A request that used up its time still frees or keeps its key',
    file: idempotent,
    cut: [
      'const inTime = freshContext(requestId, settleMs);',
      'void freshContext; void settleMs;\n  const inTime = <T>(step: () => T): T => step();',
    ],
    test: [idempotentTest, 'frees the key of a request that ran out of time'],
  },
  {
    id: 'idempotency.answer-stands',
    what: 'An answer stands even when it cannot be kept',
    file: idempotent,
    cut: ["log.warn({ err: error }, 'the first answer to an idempotency key could not be kept');", 'throw error;'],
    test: [idempotentTest, 'stands by an answer that could not be kept'],
  },
  {
    id: 'idempotency.whole-request',
    what: 'What makes it the same request is all of its input',
    file: idempotent,
    cut: ['requestHash: hashOf([key, input])', 'requestHash: hashOf([key])'],
    test: [idempotentTest, 'refuses the key for another request, and not for another caller'],
  },
  {
    id: 'idempotency.lost-answer',
    what: 'A key whose first write was stored, or not, without an answer runs its request',
    file: stateIdempotency,
    cut: ["if (error instanceof DomainError && error.code === 'dependency.timeout') return 'conflict';", ''],
    test: [stateIdempotencyTest, 'runs although the answer of its first write was %s'],
  },
];
