import { z } from 'zod';
import { errorCodes, id, money, stepKey, timestamp } from '../shared/index.ts';

/** A card as typed in. It lives in this request only: never stored, logged, traced or put on a queue. */
export const card = z
  .strictObject({
    number: z.string().regex(/^[0-9]{12,19}$/),
    expMonth: z.int().min(1).max(12),
    expYear: z.int().min(2000).max(2100),
    cvc: z.string().regex(/^[0-9]{3,4}$/),
  })
  .meta({ id: 'Card' });
export type Card = z.infer<typeof card>;

/** Stands for a card that the provider keeps: `tok_…` of the simulator, `pm_…` of Stripe. */
export const paymentToken = z
  .string()
  .regex(/^(tok|pm)_[A-Za-z0-9_]{4,120}$/)
  .meta({ id: 'PaymentToken' });

export const tokenizedCard = z
  .object({ token: paymentToken, brand: z.string(), last4: z.string(), expMonth: z.int(), expYear: z.int() })
  .meta({ id: 'TokenizedCard' });
export type TokenizedCard = z.infer<typeof tokenizedCard>;

/** Where one attempt stands. `uncertain`: asked for, answer unknown. */
export const attemptStatus = z.enum(['uncertain', 'authorized', 'declined', 'captured', 'voided']);

export const paymentAttempt = z.object({
  key: stepKey,
  status: attemptStatus,
  amount: money,
  brand: z.string().nullable(),
  last4: z.string().nullable(),
  declineCode: z.enum(errorCodes).nullable(),
  at: timestamp,
});

export const ledgerEntry = z.object({
  kind: z.enum(['authorized', 'declined', 'captured', 'voided', 'refunded']),
  key: stepKey,
  amount: money,
  at: timestamp,
});

/** The payment of one order: every attempt, and the ledger of what moved. Sums are in minor units of `currency`. */
export const payment = z
  .object({
    id,
    orderId: id,
    userId: id,
    status: z.enum(['pending', 'authorized', 'declined', 'captured', 'partially_refunded', 'refunded', 'voided']),
    authorized: money,
    captured: money,
    refunded: money,
    attempts: z.array(paymentAttempt),
    ledger: z.array(ledgerEntry),
    version: z.int(),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'Payment' });
export type Payment = z.infer<typeof payment>;

export const authorizeRequest = z.strictObject({
  key: stepKey,
  orderId: id,
  userId: id,
  amount: money,
  token: paymentToken,
});
export type AuthorizeRequest = z.infer<typeof authorizeRequest>;
/** `authorizeKey` names the authorisation that the capture, void or refund is about. */
export const paymentStep = z.strictObject({ key: stepKey, orderId: id, authorizeKey: stepKey });
export type PaymentStep = z.infer<typeof paymentStep>;
export const refundStep = paymentStep.extend({ amount: money });
export type RefundStep = z.infer<typeof refundStep>;

/** An event of Stripe. Only its kind and what it is about are looked at; what is true of money is asked for. */
export const providerNotice = z
  .looseObject({ id: z.string().min(1).max(255), type: z.string().min(1).max(255) })
  .meta({ id: 'ProviderNotice' });
