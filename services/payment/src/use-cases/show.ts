import type { Payment } from '@mercato/contracts/payment';
import type { Caller } from '@mercato/kit/auth';
import { payments } from '../domain/errors.ts';
import { viewOf } from '../domain/view.ts';
import type { PaymentParts } from './parts.ts';

/** The payment of an order by a strong read; a tombstone alone is none. */
export const show = async (parts: PaymentParts, orderId: string): Promise<Payment> => {
  const found = await parts.payments.load(orderId);
  const view = found && viewOf(found.state, found.version);
  if (!view) throw payments.notFound(`of order ${orderId}`);
  return view;
};

/** Somebody else's payment does not exist: a 403 would tell that it does. */
export const showTo = async (parts: PaymentParts, caller: Caller, orderId: string): Promise<Payment> => {
  const payment = await show(parts, orderId);
  if (caller.role !== 'admin' && payment.userId !== caller.userId) throw payments.notFound(`of order ${orderId}`);
  return payment;
};
