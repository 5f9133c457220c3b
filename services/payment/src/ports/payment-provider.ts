import type { Card } from '@mercato/contracts/payment';
import type { Money } from '@mercato/contracts/shared';
import type { AuthorizationAnswer } from '../domain/authorization.ts';
import type { KnownCard } from '../domain/card.ts';
import type { ProviderRecord } from '../domain/provider-record.ts';
import type { VoidAnswer } from '../domain/void.ts';

/**
 * Who moves the money. Every key makes its call idempotent: asked again, the provider answers as it did. A business "no"
 * is an answer. It throws `dependency.unavailable` when it surely did nothing (`busy` where the same key is in another's
 * hands), `dependency.timeout` when it may have.
 */
export interface PaymentProvider {
  /** As metrics name it. */
  readonly name: 'simulator' | 'stripe';
  /** Keeps the card and hands out a token for it. The card is already known to be well formed. */
  tokenize(card: Card, known: KnownCard): Promise<string>;
  authorize(key: string, token: string, amount: Money): Promise<AuthorizationAnswer>;
  capture(key: string, authorizeKey: string): Promise<'captured' | 'refused'>;
  /** Lets go of what is held, and sees to it that nothing is ever held under this key again. */
  void(authorizeKey: string): Promise<VoidAnswer>;
  refund(key: string, authorizeKey: string, amount: number): Promise<'refunded' | 'refused'>;
  find(authorizeKey: string): Promise<ProviderRecord | undefined>;
}
