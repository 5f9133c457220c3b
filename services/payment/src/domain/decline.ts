import type { ErrorCode } from '@mercato/contracts/shared';

/** Why a provider said no, in Stripe's words, and what the shopper is told: for lost, stolen and suspected cards only that. */
const codes = {
  generic_decline: 'payment.declined',
  do_not_honor: 'payment.declined',
  lost_card: 'payment.declined',
  stolen_card: 'payment.declined',
  fraudulent: 'payment.declined',
  card_velocity_exceeded: 'payment.declined',
  authentication_required: 'payment.declined',
  incorrect_cvc: 'payment.declined',
  insufficient_funds: 'payment.insufficient_funds',
  expired_card: 'payment.card_expired',
  processing_error: 'payment.processing_error',
  amount_too_small: 'payment.declined',
  amount_too_large: 'payment.declined',
  token_invalid: 'payment.token_invalid',
  other: 'payment.declined',
} as const satisfies Record<string, ErrorCode>;

/** A bounded set, so that it can be counted by. */
export type DeclineReason = keyof typeof codes;

export interface Declined {
  readonly status: 'declined';
  readonly code: ErrorCode;
  readonly reason: DeclineReason;
}

const isKnown = (reason: string): reason is DeclineReason => Object.hasOwn(codes, reason);

/** The provider's "no" as an answer; a reason that we do not know is a plain decline. */
export const declined = (given: string): Declined => {
  const reason = isKnown(given) ? given : 'other';
  return { status: 'declined', code: codes[reason], reason };
};
