import type { Decision } from '@mercato/kit/aggregate';
import type { Outgoing } from '@mercato/kit/messaging';
import { recordAuthorization } from './authorization.ts';
import { recordCapture } from './capture.ts';
import type { Moment } from './facts.ts';
import { type Attempt, type PaymentState, attemptOf, isEntombed } from './payment.ts';
import type { ProviderRecord } from './provider-record.ts';
import { recordRefund } from './refund.ts';
import { recordVoid } from './void.ts';

/**
 * `agreed`: nothing to do; `settled`: something of ours whose answer we lacked is stored now; `mismatch`: the provider did
 * what we never asked for, and a person must see why.
 */
export type Reconciled = 'agreed' | 'settled' | 'mismatch';

type Step = (state: PaymentState, attempt: Attempt) => Decision<PaymentState, unknown> | undefined;

const steps = (record: ProviderRecord, moment: Moment): readonly Step[] => [
  (state, { key, status }) =>
    status === 'uncertain' ? recordAuthorization(state, key, record.answer, moment.at) : undefined,
  (state, { key: authorizeKey, status }) =>
    status === 'authorized' && record.status === 'captured' && record.captureKey !== null
      ? recordCapture(state, { key: record.captureKey, orderId: state.orderId, authorizeKey }, moment)
      : undefined,
  // A hold ends by itself after some days.
  (state, { key, status }) =>
    status === 'authorized' && record.status === 'voided'
      ? recordVoid(state, key, { status: 'voided', held: true }, moment)
      : undefined,
];

const pendingKeys = (state: PaymentState, { key }: Attempt, record: ProviderRecord): readonly string[] =>
  state.refunds
    .filter((r) => r.authorizeKey === key && r.status === 'pending' && record.refunds[r.key] === r.amount)
    .map((r) => r.key);

const agrees = (state: PaymentState, attempt: Attempt, record: ProviderRecord): boolean => {
  const done = state.refunds.filter((r) => r.authorizeKey === attempt.key && r.status === 'done');
  return attempt.status === record.status && done.reduce((total, r) => total + r.amount, 0) === record.refunded;
};

/** Brings a payment up to what the provider has of it. An undone one is left to its undo, which asks the provider itself. */
export const reconcile = (
  current: PaymentState | undefined,
  providerKey: string,
  record: ProviderRecord,
  moment: Moment,
): Decision<PaymentState, Reconciled> => {
  const known = current?.attempts.find((a) => a.providerKey === providerKey);
  if (!current || !known) return { result: 'mismatch' };
  if (isEntombed(current, known.key)) return { result: 'agreed' };
  let state = current;
  const owed: Outgoing[] = [];
  const now = (): Attempt => attemptOf(state, known.key) ?? known;
  const apply = (decision: Decision<PaymentState, unknown> | undefined): void => {
    state = decision?.state ?? state;
    owed.push(...(decision?.owed ?? []));
  };
  for (const step of steps(record, moment)) apply(step(state, now()));
  for (const key of pendingKeys(state, now(), record)) apply(recordRefund(state, key, moment));
  const result = agrees(state, now(), record) ? (state === current ? 'agreed' : 'settled') : 'mismatch';
  return state === current ? { result } : { state, result, owed };
};
