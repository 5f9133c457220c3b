import type { Aggregates, Decide, ExecuteOptions } from '@mercato/kit/aggregate';
import { timeLeft, withTimeout } from '@mercato/kit/context';
import { asDomainError } from '@mercato/kit/errors';
import type { Ids } from '@mercato/kit/ids';
import type { Publisher } from '@mercato/kit/messaging';
import type { Breaker, Bulkhead } from '@mercato/kit/resilience';
import { type Clock, iso } from '@mercato/kit/time';
import type { PaymentState } from '../domain/payment.ts';
import { recordProcessing } from '../metrics.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { NoticeParts } from './receive-notice.ts';

/** What the use-cases work with. */
export interface PaymentParts {
  readonly payments: Aggregates<PaymentState>;
  readonly provider: PaymentProvider;
  /** Stands before the provider. */
  readonly breaker: Breaker;
  /** How many calls of it one replica makes at a time. */
  readonly bulkhead: Bulkhead;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Where the provider tells us something by itself. */
  readonly notices?: NoticeParts | undefined;
  /** The longest the provider is waited for, however much time the caller has. */
  readonly providerTimeoutMs: number;
}

export const nowOf = (parts: PaymentParts): string => iso(parts.clock.now());

/**
 * Decides on one payment. Every decision finds by itself, in the state, whether its key was handled before: the id is
 * only for this one call, so that a remembered answer never hides a tombstone that came later.
 */
export const decideOn = <R>(
  parts: PaymentParts,
  orderId: string,
  decide: Decide<PaymentState, R>,
  options?: ExecuteOptions,
): Promise<R> => parts.payments.execute(orderId, parts.ids.uuid(), decide, options);

const what = 'The card provider';

const outcomeOf = (answer: string | { readonly status: string }): string =>
  typeof answer === 'string' ? answer : answer.status;

type Operation = 'authorize' | 'capture' | 'void' | 'refund';

/**
 * Asks the provider through its breaker, and measures it. Losing the race against the deadline leaves the call uncertain;
 * its key lets it be asked again.
 */
export const ask = async <T extends string | { readonly status: string }>(
  parts: PaymentParts,
  operation: Operation,
  call: (provider: PaymentProvider) => Promise<T>,
): Promise<T> => {
  // A caller without time is turned away here, so that it tells nothing of the provider.
  const ms = timeLeft(parts.providerTimeoutMs);
  const from = parts.clock.now();
  const record = (outcome: string): void =>
    recordProcessing(parts.provider.name, operation, outcome, parts.clock.now() - from);
  try {
    const answer = await parts.bulkhead.run(() =>
      parts.breaker.run(() => withTimeout(what, ms, () => call(parts.provider))),
    );
    record(outcomeOf(answer));
    return answer;
  } catch (error) {
    record(asDomainError(error).code);
    throw error;
  }
};
