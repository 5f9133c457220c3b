import type { Defence } from '../defence.ts';

const authorize = 'services/payment/src/use-cases/authorize.ts';
const authorizeCaptureTest = 'services/payment/test/authorize-capture.test.ts';
const authorization = 'services/payment/src/domain/authorization.ts';
const publicApiTest = 'services/payment/test/public.api.test.ts';
const undoRefundTest = 'services/payment/test/undo-refund.test.ts';
const paymentTest = 'services/payment/src/domain/payment.test.ts';
const capture = 'services/payment/src/domain/capture.ts';

/** Authorisations and captures: no card is charged twice. */
export const payment: readonly Defence[] = [
  {
    id: 'payment.intent-first',
    what: 'The intent and its provider key are stored before the provider is asked',
    file: authorize,
    cut: [
      'const intended = await decideOn(',
      'const asked = ask(parts, "authorize", (provider) => provider.authorize(`${orderId}:${key}`, token, amount));\n  await asked.catch(() => {});\n  const intended = await decideOn(',
    ],
    test: [authorizeCaptureTest, 'writes the payment twice and no more'],
  },
  {
    id: 'payment.known-key',
    what: 'An authorisation that comes again is found as it stands',
    file: authorization,
    cut: ['return { result: known };', ''],
    test: ['services/payment/test/crash.test.ts', '$name over $fault at every write ends as if nothing was'],
  },
  {
    id: 'payment.settled-is-not-asked-again',
    what: 'One that was answered is not asked of the provider again',
    file: authorize,
    cut: ["if (intended.status !== 'uncertain') return verdictOf(intended);", ''],
    test: [authorizeCaptureTest, 'answers a repetition from its record, without asking the provider'],
  },
  {
    id: 'payment.same-provider-key',
    what: 'An uncertain one is asked again under the same provider key',
    file: authorize,
    cut: [
      'provider.authorize(intended.providerKey, token, amount)',
      'provider.authorize(`${intended.providerKey}:${parts.ids.uuid()}`, token, amount)',
    ],
    test: [publicApiTest, '200 takes the money that waits'],
  },
  {
    id: 'payment.other-amount',
    what: 'The same key for another amount is refused',
    file: authorization,
    cut: ['if (!same) throw payments.keyReused(request.key);', 'void same;'],
    test: [authorizeCaptureTest, 'refuses a key that comes with another amount'],
  },
  {
    id: 'payment.one-live-attempt',
    what: 'An order holds money once: a second authorisation under another key is refused',
    file: authorization,
    cut: ['if (state.attempts.some((a) => isLive(state, a))) throw payments.alreadyAuthorized(request.orderId);', ''],
    test: [authorizeCaptureTest, 'takes another attempt after a decline, and only then'],
  },
  {
    id: 'payment.tombstone-honoured',
    what: 'A late authorisation under an undone key is refused',
    file: authorization,
    cut: ['if (isEntombed(state, request.key)) throw payments.voided(request.key);', ''],
    test: [undoRefundTest, 'leaves a tombstone where nothing is, and a late authorisation is refused'],
  },
  {
    id: 'payment.undone-meanwhile',
    what: 'An authorisation that was undone while the provider was asked is not recorded as held',
    file: authorization,
    cut: ['!current || !attempt || isEntombed(current, key)', '!current || !attempt'],
    test: [paymentTest, 'does not authorise what was undone, though the undo has not settled it yet'],
  },
  {
    id: 'payment.late-answer',
    what: 'A late answer about an attempt already settled changes nothing',
    file: authorization,
    cut: ["if (attempt.status !== 'uncertain') return { result: attempt };", ''],
    test: [paymentTest, 'is recorded once: authorisation'],
  },
  {
    id: 'payment.no-capture-after-undo',
    what: 'A capture under an undone key is refused',
    file: capture,
    cut: ['if (isEntombed(current, step.authorizeKey)) throw payments.voided(step.authorizeKey);', ''],
    test: [paymentTest, 'does not capture what was undone either: the undo asks the provider and finds it'],
  },
  {
    id: 'payment.capture-once',
    what: 'A capture that comes again takes nothing and owes no second event',
    file: capture,
    cut: [
      "if (!current || attempt.status === 'captured') return { result: attempt };",
      'if (!current) return { result: attempt };',
    ],
    test: [paymentTest, 'is recorded and published once: capture'],
  },
  {
    id: 'payment.captured-is-not-asked-again',
    what: 'What was captured is not asked of the provider again',
    file: 'services/payment/src/use-cases/capture.ts',
    cut: ["if (attempt.status !== 'captured') {", 'if (step) {'],
    test: [authorizeCaptureTest, 'answers a repetition from its record, without asking the provider'],
  },
  {
    id: 'payment.provider-deadline',
    what: 'A provider that hangs is uncertain after its time',
    file: 'services/payment/src/use-cases/parts.ts',
    cut: ['withTimeout(what, ms, () => call(parts.provider))', 'call(parts.provider)'],
    test: [undoRefundTest, 'wins over an authorisation whose answer comes late: nothing is held'],
  },
  {
    id: 'payment.by-hand-once',
    what: 'A payment by hand is one intention under its key',
    file: 'services/payment/src/use-cases/by-hand.ts',
    cut: ['`${orderId}:${what}:${uuidV5(userId, idempotencyKey)}`', '`${orderId}:${what}:${crypto.randomUUID()}`'],
    test: [publicApiTest, 'finishes a payment whose answer was lost, under the same key'],
  },
];
