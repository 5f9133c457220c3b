import type { PaymentStep } from '@mercato/contracts/payment';
import type { Decision } from '@mercato/kit/aggregate';
import type { Outgoing } from '@mercato/kit/messaging';
import { payments } from './errors.ts';
import { type Moment, capturedFact } from './facts.ts';
import {
  type Attempt,
  type LedgerLine,
  type PaymentState,
  type Refund,
  attemptOf,
  emptyPayment,
  isEntombed,
  refundable,
  withAttempt,
} from './payment.ts';

/** What the provider found when it was asked to let go: money it held, money already taken, or nothing at all. */
export type VoidAnswer =
  { readonly status: 'voided'; readonly held: boolean } | { readonly status: 'captured'; readonly captureKey: string };

type Lines = readonly LedgerLine['kind'][];

export const voidRefundKey = (authorizeKey: string): string => `${authorizeKey}:void`;

/** Leaves the tombstone, even where nothing is there. Answers the attempt that lies under it. */
export const entomb = (
  current: PaymentState | undefined,
  step: PaymentStep,
  at: string,
): Decision<PaymentState, Attempt | null> => {
  const attempt = attemptOf(current, step.authorizeKey) ?? null;
  if (isEntombed(current, step.authorizeKey)) return { result: attempt };
  const state = current ?? emptyPayment(step.orderId, at);
  const tombstones = { ...state.tombstones, [step.authorizeKey]: at };
  return { state: { ...state, tombstones, updatedAt: at }, result: attempt };
};

const letGo = (state: PaymentState, attempt: Attempt, held: boolean, at: string): PaymentState => {
  const found: Lines = attempt.status === 'uncertain' && held ? ['authorized'] : [];
  return withAttempt(state, { ...attempt, status: 'voided' }, at, [...found, ...(held ? (['voided'] as const) : [])]);
};

const taken = (state: PaymentState, attempt: Attempt, captureKey: string, at: string): PaymentState => {
  const found: Lines = attempt.status === 'uncertain' ? ['authorized', 'captured'] : ['captured'];
  return withAttempt(state, { ...attempt, status: 'captured', captureKey }, at, found);
};

const promiseRest = (state: PaymentState, authorizeKey: string, at: string): PaymentState => {
  const attempt = attemptOf(state, authorizeKey);
  const amount = attempt ? refundable(state, attempt) : 0;
  if (amount === 0) return state;
  const refund: Refund = { key: voidRefundKey(authorizeKey), authorizeKey, amount, status: 'pending', at };
  return { ...state, refunds: [...state.refunds, refund], updatedAt: at };
};

const pendingOf = (state: PaymentState, authorizeKey: string): readonly Refund[] =>
  state.refunds.filter((r) => r.authorizeKey === authorizeKey && r.status === 'pending');

/**
 * Settles an undone attempt by what the provider said. Money that was taken is promised back in full; the result is
 * every refund the provider must still be asked for.
 */
export const recordVoid = (
  current: PaymentState | undefined,
  authorizeKey: string,
  answer: VoidAnswer,
  moment: Moment,
): Decision<PaymentState, readonly Refund[]> => {
  const attempt = attemptOf(current, authorizeKey);
  if (!current || !attempt) throw payments.notFound(`under ${authorizeKey}`);
  const open = attempt.status === 'uncertain' || attempt.status === 'authorized';
  if (answer.status === 'voided')
    return open ? { state: letGo(current, attempt, answer.held, moment.at), result: [] } : { result: [] };
  const owed: Outgoing[] = open ? [capturedFact(current, authorizeKey, attempt.amount, moment)] : [];
  const captured = open ? taken(current, attempt, answer.captureKey, moment.at) : current;
  const next = promiseRest(captured, authorizeKey, moment.at);
  const result = pendingOf(next, authorizeKey);
  return next === current ? { result } : { state: next, result, owed };
};

/** What the undo of this key gave back: the same however often it is asked for. */
export const givenBack = (state: PaymentState | undefined, authorizeKey: string): number =>
  state?.refunds.find((r) => r.key === voidRefundKey(authorizeKey) && r.status === 'done')?.amount ?? 0;
