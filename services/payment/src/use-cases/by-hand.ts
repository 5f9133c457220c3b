import type { AuthorizeRequest, Payment } from '@mercato/contracts/payment';
import { refundOrder } from '@mercato/contracts/order';
import type { Money } from '@mercato/contracts/shared';
import type { DataOf } from '@mercato/contracts/shared';
import { uuidV5 } from '@mercato/kit/ids';
import { outgoing } from '@mercato/kit/messaging';
import { payments } from '../domain/errors.ts';
import { type Attempt, type PaymentState, refundable } from '../domain/payment.ts';
import { authorize } from './authorize.ts';
import { capture } from './capture.ts';
import { type PaymentParts, nowOf } from './parts.ts';
import { show } from './show.ts';
import { undo } from './void.ts';

/** Who asked, and under which Idempotency-Key: together they name one intention. */
export interface Hand {
  readonly userId: string;
  readonly idempotencyKey: string;
}

const handKey = (orderId: string, what: string, { userId, idempotencyKey }: Hand): string =>
  `${orderId}:${what}:${uuidV5(userId, idempotencyKey)}`;

interface ByHand extends Omit<AuthorizeRequest, 'key'> {
  readonly capture: boolean;
}

export const processByHand = async (parts: PaymentParts, hand: Hand, request: ByHand): Promise<Payment> => {
  const { capture: captureToo, ...rest } = request;
  const { orderId } = request;
  const authorizeKey = handKey(orderId, 'authorize', hand);
  await authorize(parts, { ...rest, key: authorizeKey });
  if (captureToo) await capture(parts, { key: handKey(orderId, 'capture', hand), orderId, authorizeKey });
  return show(parts, orderId);
};

const stateOf = async (parts: PaymentParts, orderId: string): Promise<PaymentState> => {
  const found = await parts.payments.load(orderId);
  if (!found || found.state.userId === null) throw payments.notFound(`of order ${orderId}`);
  return found.state;
};

const latest = (state: PaymentState, fits: (attempt: Attempt) => boolean): Attempt | undefined =>
  state.attempts.findLast(fits);

export const captureByHand = async (parts: PaymentParts, hand: Hand, orderId: string): Promise<Payment> => {
  const state = await stateOf(parts, orderId);
  const key = handKey(orderId, 'capture', hand);
  const attempt = latest(state, (a) => a.status === 'authorized' || a.captureKey === key);
  if (!attempt) throw payments.notCapturable(orderId);
  await capture(parts, { key, orderId, authorizeKey: attempt.key });
  return show(parts, orderId);
};

export const voidByHand = async (parts: PaymentParts, hand: Hand, orderId: string): Promise<Payment> => {
  const state = await stateOf(parts, orderId);
  if (state.attempts.some((a) => a.status === 'captured')) throw payments.notVoidable(orderId);
  const attempt = latest(state, (a) => a.status === 'authorized' || a.status === 'uncertain');
  if (attempt) await undo(parts, { key: handKey(orderId, 'void', hand), orderId, authorizeKey: attempt.key });
  return show(parts, orderId);
};

/** Bounds what a refund may ask for, here for a quick answer; the order's own record decides. */
const checkRefund = (state: PaymentState, amount: Money | undefined): void => {
  const left = state.attempts.reduce((total, a) => total + refundable(state, a), 0);
  if (amount && amount.currency !== state.currency)
    throw payments.wrong('/amount/currency', `this order is paid in ${state.currency}`);
  if (amount?.amount === 0) throw payments.wrong('/amount/amount', 'must be more than nothing');
  if (left === 0 || (amount && amount.amount > left)) throw payments.refundExceeded(left);
};

type RefundRequest = Pick<DataOf<typeof refundOrder>, 'orderId' | 'amount' | 'reason'>;

/** Asks the order to refund: its record is the one that counts, so it must not happen behind its back. */
export const refundByHand = async (parts: PaymentParts, hand: Hand, request: RefundRequest): Promise<void> => {
  checkRefund(await stateOf(parts, request.orderId), request.amount);
  const commandId = uuidV5('refund', request.orderId, hand.userId, hand.idempotencyKey);
  const requestedAt = nowOf(parts);
  const data = { ...request, commandId, requestedAt };
  await parts.publisher.publish(outgoing(refundOrder, data, { distinct: commandId, time: requestedAt }));
};
