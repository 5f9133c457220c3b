import { refundOrder } from '@mercato/contracts/order';
import { type DomainError, isRefusal } from '@mercato/kit/errors';
import { subscription } from '@mercato/kit/messaging';
import { stepKeyOf, authorizeStep } from '../domain/order.ts';
import { type AskedRefund, intendRefund, settleRefund } from '../domain/refund.ts';
import type { OrderDeps } from '../use-cases/deps.ts';

type Deps = Pick<OrderDeps, 'orders' | 'payments' | 'clock' | 'log'>;

/** Gives money back: put down on the order first, then asked of payment, then put down as done. */
export const onRefundOrder = (deps: Deps) =>
  subscription(refundOrder, async ({ data }) => {
    const { orderId, commandId } = data;
    const { orders, clock } = deps;
    const asked = await orders.execute(orderId, `refund:${commandId}`, (current) =>
      intendRefund(current, data, clock.now()),
    );
    if (!asked) return;
    const why = await refused(deps, orderId, asked);
    await orders.execute(orderId, `refund:${commandId}:settled`, (current) =>
      settleRefund(current, commandId, why, clock.now()),
    );
    deps.log.info({ orderId, commandId, code: why?.code, ...asked.amount }, 'refund settled');
  });

/** Why payment said no, if it did; a failure is thrown, so that the message comes again. */
const refused = async (deps: Deps, orderId: string, asked: AskedRefund): Promise<DomainError | undefined> => {
  const authorizeKey = stepKeyOf(orderId, authorizeStep);
  try {
    await deps.payments.refund({ key: asked.refund.key, orderId, authorizeKey, amount: asked.amount });
    return undefined;
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
};
