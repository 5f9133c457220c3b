import type { Defence } from '../defence.ts';

const voidDomain = 'services/payment/src/domain/void.ts';
const voidUseCase = 'services/payment/src/use-cases/void.ts';
const crashTest = 'services/payment/test/crash.test.ts';
const undoRefundTest = 'services/payment/test/undo-refund.test.ts';
const paymentTest = 'services/payment/src/domain/payment.test.ts';
const refund = 'services/payment/src/domain/refund.ts';

/** Undoing and refunding: nothing stays held, nothing goes back twice. */
export const paymentBack: readonly Defence[] = [
  {
    id: 'payment.tombstone-left',
    what: 'An undo leaves a tombstone, even where nothing was done',
    file: voidDomain,
    cut: ['const tombstones = { ...state.tombstones, [step.authorizeKey]: at };', 'const { tombstones } = state;'],
    test: ['services/payment/test/internal.api.test.ts', 'refuse for business reasons with a 200'],
  },
  {
    id: 'payment.tombstone-before-provider',
    what: 'The tombstone is stored before the provider is asked to let go',
    file: voidUseCase,
    cut: [
      '(current) => entomb(current, step, nowOf(parts))',
      '(current) => ({ result: entomb(current, step, nowOf(parts)).result })',
    ],
    test: [crashTest, '$name, $where effect $effect, then undone: nothing is held or kept'],
  },
  {
    id: 'payment.uncertain-is-voided',
    what: 'An uncertain attempt is voided at the provider, which knows what came of it',
    file: voidUseCase,
    cut: [
      "if (attempt && attempt.status !== 'declined' && attempt.status !== 'voided') await letGo",
      "if (attempt && attempt.status === 'authorized') await letGo",
    ],
    test: [undoRefundTest, 'resolves an uncertain attempt (%s) by asking'],
  },
  {
    id: 'payment.taken-goes-back',
    what: 'Money that turns out to be taken goes back in full',
    file: voidDomain,
    cut: [
      'const next = promiseRest(captured, authorizeKey, moment.at);',
      'void promiseRest;\n  const next = captured;',
    ],
    test: [paymentTest, 'books what the provider took, tells of it, and promises it back'],
  },
  {
    id: 'payment.taken-is-recorded',
    what: 'A capture that only the undo found is recorded, with its event',
    file: voidDomain,
    cut: [
      'const captured = open ? taken(current, attempt, answer.captureKey, moment.at) : current;',
      'void taken;\n  const captured = current;',
    ],
    test: [paymentTest, 'books what the provider took, tells of it, and promises it back'],
  },
  {
    id: 'payment.pending-refunds-go-on',
    what: 'A refund that was promised before a crash is carried on by the next undo',
    file: voidDomain,
    cut: [
      'const result = pendingOf(next, authorizeKey);',
      'const result = next === current ? [] : pendingOf(next, authorizeKey);',
    ],
    test: [crashTest, '$name over $fault at every write ends as if nothing was'],
  },
  {
    id: 'payment.undo-answers-alike',
    what: 'An undo says what it gave back, however often it is asked',
    file: voidDomain,
    cut: [
      "r.key === voidRefundKey(authorizeKey) && r.status === 'done')?.amount ?? 0",
      "r.key === 'none' && r.key === voidRefundKey(authorizeKey))?.amount ?? 0",
    ],
    test: [paymentTest, 'is recorded and published once: undo'],
  },
  {
    id: 'payment.refund-promised-first',
    what: 'A refund is promised before the provider is asked: nothing else can spend the money',
    file: 'services/payment/src/domain/payment.ts',
    cut: [
      'refunds.filter((r) => r.authorizeKey === attempt.key)) : 0',
      "refunds.filter((r) => r.authorizeKey === attempt.key && r.status === 'done')) : 0",
    ],
    test: [crashTest, '$name over $fault at every write ends as if nothing was'],
  },
  {
    id: 'payment.refund-bounded',
    what: 'No more is promised back than was taken',
    file: refund,
    cut: ['if (step.amount.amount > left) throw payments.refundExceeded(left);', ''],
    test: [undoRefundTest, 'gives back in parts, never above what was captured'],
  },
  {
    id: 'payment.refund-once',
    what: 'A refund that comes again under its key is found as it stands',
    file: refund,
    cut: ['if (known) return { result: known };', ''],
    test: [crashTest, '$name over $fault at every write ends as if nothing was'],
  },
  {
    id: 'payment.refund-settled-once',
    what: 'A refund that is done is not done again',
    file: refund,
    cut: ["if (refund.status === 'done') return { result: refund };", ''],
    test: [paymentTest, 'is recorded and published once: refund'],
  },
  {
    id: 'payment.refund-is-not-asked-again',
    what: 'A refund that is done is not asked of the provider again',
    file: 'services/payment/src/use-cases/refund.ts',
    cut: ["if (intended.refund.status === 'pending')\n", 'if (intended)\n'],
    test: [undoRefundTest, 'answers a repetition from its record, without asking the provider'],
  },
  {
    id: 'payment.refund-by-the-order',
    what: 'A refund by hand is a command on the order under one id, so that asking twice refunds once',
    file: 'services/payment/src/use-cases/by-hand.ts',
    cut: [
      "uuidV5('refund', request.orderId, hand.userId, hand.idempotencyKey)",
      "uuidV5('refund', request.orderId, hand.userId, hand.idempotencyKey, parts.ids.uuid())",
    ],
    test: ['services/payment/test/public.api.test.ts', 'gives the command the same id when its first answer was lost'],
  },
];
