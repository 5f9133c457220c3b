import type { ErrorCode, FieldError } from '@mercato/contracts/shared';
import { DomainError, errors } from '@mercato/kit/errors';

export const cards = {
  invalid: (fields: readonly FieldError[]) =>
    new DomainError('payment.card_invalid', fields.map((f) => `${f.pointer} ${f.message}`).join('; '), { fields }),
  notTaken: () =>
    new DomainError('payment.card_not_taken', 'Exchange the card with the card provider, and send the token it gives'),
} as const;

const declineDetails: Partial<Record<ErrorCode, string>> = {
  'payment.insufficient_funds': 'The card has not enough funds',
  'payment.card_expired': 'The card has expired',
  'payment.processing_error': 'The card could not be processed; nothing was charged',
  'payment.token_invalid': 'The payment token is not known to the card provider',
};

export const payments = {
  notFound: (of: string) => new DomainError('payment.not_found', `There is no payment ${of}`),
  declined: (code: ErrorCode) => new DomainError(code, declineDetails[code] ?? 'The card was declined'),
  voided: (key: string) => new DomainError('payment.voided', `${key} was undone and stays so`),
  alreadyAuthorized: (orderId: string) =>
    new DomainError('payment.already_authorized', `Order ${orderId} has a payment that holds or took money`),
  notCapturable: (orderId: string) =>
    new DomainError('payment.not_capturable', `Order ${orderId} has no authorisation that waits for its capture`),
  notVoidable: (orderId: string) =>
    new DomainError('payment.not_voidable', `The payment of order ${orderId} was captured: refund it`),
  refundExceeded: (left: number) =>
    new DomainError('payment.refund_exceeded', `At most ${left} minor units are left to refund`),
  keyReused: (key: string) => new DomainError('idempotency.key_reused', `${key} was used with another request`),
  wrong: (pointer: string, message: string) => errors.invalid([{ in: 'body', pointer, message }]),
} as const;
