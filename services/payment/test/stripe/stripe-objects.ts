/** Just enough of Stripe's objects, field by field as its API names them; stripe-mock.int.test.ts compares them with its own. */
export interface FakeCharge {
  readonly id: string;
  readonly object: 'charge';
  readonly status: 'succeeded' | 'failed';
  captured: boolean;
  amount_refunded: number;
  readonly payment_method_details: { readonly type: 'card'; readonly card: { brand: string; last4: string } };
}

export interface FakeIntent {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly amount: number;
  amount_capturable: number;
  amount_received: number;
  readonly currency: string;
  readonly capture_method: string;
  metadata: Record<string, string>;
  status: 'requires_payment_method' | 'requires_capture' | 'succeeded' | 'canceled';
  last_payment_error: CardError | null;
  latest_charge: FakeCharge | null;
}

export interface FakeRefund {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly payment_intent: string;
  readonly metadata: Record<string, string>;
  status: string;
}

export interface CardError {
  readonly type: 'card_error';
  readonly code: string;
  readonly decline_code: string;
}

/** An answer of the API that is no 2xx. */
export class ApiError extends Error {
  readonly status: number;
  readonly error: Readonly<Record<string, unknown>>;
  /** Refused before the endpoint began: such an answer is not kept under an Idempotency-Key. */
  readonly unsaved: boolean;

  constructor(status: number, error: Readonly<Record<string, unknown>>, unsaved = false) {
    super(JSON.stringify(error));
    this.status = status;
    this.error = error;
    this.unsaved = unsaved;
  }
}

export const invalid = (param: string, code: string): ApiError =>
  new ApiError(400, { type: 'invalid_request_error', code, param, message: `${param}: ${code}` }, true);

const unexpected = (intent: FakeIntent): ApiError =>
  new ApiError(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `This PaymentIntent has a status of ${intent.status}`,
  });

const cardError = (code: string, decline_code = code): CardError => ({ type: 'card_error', code, decline_code });

/** What each of Stripe's payment methods for tests does. */
const declines: Readonly<Record<string, CardError>> = {
  pm_card_visa_chargeDeclined: cardError('card_declined', 'generic_decline'),
  pm_card_visa_chargeDeclinedInsufficientFunds: cardError('card_declined', 'insufficient_funds'),
  pm_card_visa_chargeDeclinedLostCard: cardError('card_declined', 'lost_card'),
  pm_card_visa_chargeDeclinedStolenCard: cardError('card_declined', 'stolen_card'),
  pm_card_visa_chargeDeclinedVelocityLimitExceeded: cardError('card_declined', 'card_velocity_exceeded'),
  pm_card_chargeDeclinedExpiredCard: cardError('expired_card'),
  pm_card_chargeDeclinedIncorrectCvc: cardError('incorrect_cvc'),
  pm_card_chargeDeclinedProcessingError: cardError('processing_error'),
  pm_card_authenticationRequired: cardError('authentication_required'),
};

const newCharge = (id: string, status: FakeCharge['status']): FakeCharge => ({
  id: id.replace('pi_', 'ch_'),
  object: 'charge',
  status,
  captured: false,
  amount_refunded: 0,
  payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } },
});

export const confirmIntent = (intent: FakeIntent, method: string): void => {
  const error = declines[method];
  if (!error && !/^pm_card_(visa|mastercard|amex)$/.test(method)) throw invalid('payment_method', 'resource_missing');
  if (intent.status !== 'requires_payment_method') throw unexpected(intent);
  intent.latest_charge = newCharge(intent.id, error ? 'failed' : 'succeeded');
  intent.last_payment_error = error ?? null;
  if (error) throw new ApiError(402, { ...error, message: 'Your card was declined.' });
  intent.status = 'requires_capture';
  intent.amount_capturable = intent.amount;
};

export const captureIntent = (intent: FakeIntent, metadata: Record<string, string>): void => {
  if (intent.status !== 'requires_capture' || !intent.latest_charge) throw unexpected(intent);
  intent.status = 'succeeded';
  intent.metadata = { ...intent.metadata, ...metadata };
  intent.amount_received = intent.amount;
  intent.amount_capturable = 0;
  intent.latest_charge.captured = true;
};

export const cancelIntent = (intent: FakeIntent): void => {
  if (intent.status === 'succeeded' || intent.status === 'canceled') throw unexpected(intent);
  intent.status = 'canceled';
  intent.amount_capturable = 0;
};

export const refundIntent = (intent: FakeIntent, amount: number): void => {
  const charge = intent.latest_charge;
  if (!charge?.captured) throw invalid('payment_intent', 'charge_not_captured');
  if (charge.amount_refunded === intent.amount_received)
    throw new ApiError(400, { type: 'invalid_request_error', code: 'charge_already_refunded', message: 'Refunded' });
  if (amount > intent.amount_received - charge.amount_refunded) throw invalid('amount', 'parameter_invalid_integer');
  charge.amount_refunded += amount;
};
