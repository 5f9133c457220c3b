import type { Defence } from '../defence.ts';

const provider = 'services/payment/src/adapters/stripe/stripe-provider.ts';
const api = 'services/payment/src/adapters/stripe/stripe-api.ts';
const providerTest = 'services/payment/test/stripe/stripe-provider.test.ts';
const crashTest = 'services/payment/test/stripe/stripe-crash.test.ts';
const notices = 'services/payment/src/adapters/stripe/stripe-notices.ts';
const receive = 'services/payment/src/use-cases/receive-notice.ts';
const webhookTest = 'services/payment/test/stripe/webhook.test.ts';
const configTest = 'services/payment/src/config.test.ts';

/** Stripe: no card is charged twice, and nothing stays held, whatever it remembers and whatever dies between us. */
export const stripe: readonly Defence[] = [
  {
    id: 'stripe.stored-before-confirmed',
    what: 'An intent is confirmed only once it is stored which one it is',
    file: provider,
    cut: ['current ? { result: current } : { state: record, result: record },', '({ result: current ?? record }),'],
    test: [crashTest, '$name, then undone: nothing is held or kept'],
  },
  {
    id: 'stripe.tombstone',
    what: 'An undo that finds no intent leaves a tombstone in its place',
    file: provider,
    cut: [
      "if (record.intentId === null) return { status: 'voided' };",
      'if (record.intentId === null) return this.#confirm(key, (await this.#api.create(key, amount.amount, amount.currency)).id, token);',
    ],
    test: [providerTest, '%s at %s is %s, holds nothing twice, and can be undone'],
  },
  {
    id: 'stripe.looks-before-refunding',
    what: 'A refund looks for its own first: Stripe forgets its key after a day',
    file: provider,
    cut: ["if (known) return totalOf([known]) === amount ? 'refunded' : 'refused';", ''],
    test: [providerTest, 'gives no money back twice'],
  },
  {
    id: 'stripe.looks-after-500',
    what: 'After a 500 the intent says what was done',
    file: provider,
    cut: [
      'if (!(error instanceof UnexpectedState || error instanceof Indeterminate)) throw error;',
      'if (!(error instanceof UnexpectedState)) throw error;',
    ],
    test: [providerTest, 'looks after a 500: what was done is done, though Stripe would repeat the 500 for a day'],
  },
  {
    id: 'stripe.undo-anew',
    what: 'An undo that failed is not answered by its failure of before',
    file: api,
    cut: [
      'api.paymentIntents.cancel(id, { expand: withCharge }, options));',
      "api.paymentIntents.cancel(id, { expand: withCharge }, options), idempotencyKey('cancel', id));",
    ],
    test: [providerTest, 'an undo may fail (%s) and be done later'],
  },
  {
    id: 'stripe.no-card-number',
    what: 'No card number goes to Stripe from here, and no test card is taken with a live key',
    file: provider,
    cut: [' || !/^[rs]k_test_/.test(await this.#apiKey())', ''],
    test: [providerTest, 'takes no card to Stripe: its test cards are methods there, and only with a test key'],
  },
  {
    id: 'stripe.key-stays-here',
    what: 'The secret key is sent to nobody else in production',
    file: 'services/payment/src/domain/provider-url.ts',
    cut: ["(protocol === 'https:' && !production)", "protocol === 'https:'"],
    test: [configTest, 'sends no secret key to %s with %o'],
  },
  {
    id: 'stripe.nothing-of-the-answer',
    what: 'An error of the SDK, which holds the whole answer, goes no further',
    file: 'services/payment/src/adapters/stripe/stripe-failure.ts',
    cut: ['errors.unavailable(what, new Error(said(error)))', 'errors.unavailable(what, error)'],
    test: [providerTest, 'tells nothing of what Stripe said but its codes'],
  },
  {
    id: 'stripe.webhook-signed',
    what: 'Who did not sign a webhook is not heard',
    file: notices,
    cut: [
      'return Stripe.webhooks.constructEvent(rawBody, signature, secret, toleranceSeconds, undefined, now);',
      'return JSON.parse(rawBody);',
    ],
    test: [webhookTest, 'that %s is refused, and Stripe is not asked'],
  },
  {
    id: 'stripe.webhook-fresh',
    what: 'A webhook that was caught cannot be sent again later',
    file: notices,
    cut: ['const toleranceSeconds = 300;', 'const toleranceSeconds = 0;'],
    test: [webhookTest, 'that %s is refused, and Stripe is not asked'],
  },
  {
    id: 'stripe.webhook-raw',
    what: 'The signature is checked over the bytes that came, not over what they mean',
    file: 'packages/kit/src/service/content-types.ts',
    cut: ['request.rawBody = text;', 'request.rawBody = JSON.stringify(JSON.parse(text));'],
    test: [webhookTest, 'settles an authorisation whose answer was lost, by asking Stripe'],
  },
  {
    id: 'stripe.webhook-once',
    what: 'An event that comes again is not handled again',
    file: receive,
    cut: ["if (before?.state.ids.includes(id)) return 'duplicate';", 'void before;'],
    test: [webhookTest, 'is heard once: the same event again asks Stripe nothing'],
  },
  {
    id: 'stripe.webhook-after-handling',
    what: 'An event whose handling failed is not taken for handled',
    file: receive,
    cut: [
      '  const key = await reader.keyOf(about);',
      '  await seen.execute(about, id, () => ({ state: { ids: [id] }, result: null }));\n  const key = await reader.keyOf(about);',
    ],
    test: [webhookTest, 'is sent again when Stripe could not be asked, and handled then'],
  },
  {
    id: 'stripe.webhook-own-intent',
    what: 'An intent that claims our key is ours only if we stored it under that key',
    file: provider,
    cut: ['key !== undefined && (await this.#intentOf(key)) === intentId ? key : undefined', 'key'],
    test: [webhookTest, 'takes no other intent for ours because it claims our key'],
  },
  {
    id: 'stripe.nothing-behind-the-order',
    what: 'Money taken on the dashboard of Stripe is told to people, not booked',
    file: 'services/payment/src/domain/reconcile.ts',
    cut: ["record.status === 'captured' && record.captureKey !== null", "record.status === 'captured'"],
    test: [webhookTest, 'that was %s behind our back is told to people, not booked'],
  },
];
