import type { AuthorizeRequest, Card, PaymentStep, RefundStep } from '@mercato/contracts/payment';
import type { Money } from '@mercato/contracts/shared';

/** Payment, as an order needs it. Everything is idempotent by key; a refusal is thrown. */
export interface Payments {
  authorize(request: AuthorizeRequest): Promise<{ readonly paymentId: string; readonly amount: Money }>;
  capture(step: PaymentStep): Promise<Money>;
  /** Lets an authorisation go, gives back what was captured, and leaves a tombstone. Answers what was given back. */
  void(step: PaymentStep): Promise<Money>;
  refund(step: RefundStep): Promise<Money>;
}

/** Exchanges a card for a token. */
export interface Tokenizer {
  tokenize(card: Card): Promise<string>;
}
