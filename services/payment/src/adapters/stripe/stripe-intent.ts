import type { Stripe } from 'stripe';
import { declined } from '../../domain/decline.ts';
import type { AuthorizationAnswer } from '../../domain/authorization.ts';
import type { ProviderRecord } from '../../domain/provider-record.ts';
import { captureKeyField, type Intent, refundKeyField } from './stripe-api.ts';

const chargeOf = ({ latest_charge: charge }: Intent): Stripe.Charge | undefined =>
  charge !== null && typeof charge === 'object' ? charge : undefined;

/** Money was held at some time, whatever became of it. */
export const everHeld = (intent: Intent): boolean => chargeOf(intent)?.status === 'succeeded';

export const captureKeyOf = ({ metadata }: Intent): string | null => metadata[captureKeyField] ?? null;

const cardOf = (intent: Intent) => {
  const card = chargeOf(intent)?.payment_method_details?.card;
  return { brand: card?.brand ?? 'unknown', last4: card?.last4 ?? '0000' };
};

/** What became of an intent that was to hold money; undefined while nothing did. */
export const answerOf = (intent: Intent): AuthorizationAnswer | undefined => {
  const { status, last_payment_error: error } = intent;
  if (status === 'canceled') return { status: 'voided' };
  if (status === 'requires_capture' || status === 'succeeded') return { status: 'authorized', ...cardOf(intent) };
  if (status === 'requires_action') return declined('authentication_required');
  return error ? declined(error.decline_code ?? error.code ?? 'other') : undefined;
};

const gone = new Set(['failed', 'canceled']);

/** Those that give money back, or have done so. */
const standing = (refunds: readonly Stripe.Refund[]): readonly Stripe.Refund[] =>
  refunds.filter(({ status }) => !gone.has(status ?? ''));

export const totalOf = (refunds: readonly Stripe.Refund[]): number =>
  standing(refunds).reduce((total, { amount }) => total + amount, 0);

/** One that failed is found too: only a person can say where that money shall go. */
export const refundUnder = (refunds: readonly Stripe.Refund[], key: string): Stripe.Refund | undefined =>
  refunds.find(({ metadata }) => metadata?.[refundKeyField] === key);

const keyed = (refunds: readonly Stripe.Refund[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    standing(refunds).flatMap(({ metadata, amount }) => {
      const key = metadata?.[refundKeyField];
      return key === undefined ? [] : [[key, amount]];
    }),
  );

export const recordOf = (intent: Intent, refunds: readonly Stripe.Refund[]): ProviderRecord | undefined => {
  const answer = answerOf(intent);
  if (!answer) return undefined;
  return {
    status: intent.status === 'succeeded' ? 'captured' : answer.status,
    answer,
    amount: intent.amount,
    captureKey: captureKeyOf(intent),
    refunded: totalOf(refunds),
    refunds: keyed(refunds),
  };
};
