import { checkoutOrder } from '@mercato/contracts/order';
import { subscription } from '@mercato/kit/messaging';
import { takeUp } from '../domain/checkout-progress.ts';
import { withTrace } from '../domain/trace.ts';
import type { OrderDeps } from '../use-cases/deps.ts';

/** Carries an order through checkout. Of an order that has ended it publishes what is still owed. */
export const onCheckoutOrder = ({ checkout }: Pick<OrderDeps, 'checkout'>) =>
  subscription(checkoutOrder, async ({ data, traceparent }) => {
    await checkout.run(data.orderId, (current, moment) => withTrace(takeUp(current, data, moment), traceparent), {
      expect: 'absent',
    });
  });
