import { cancelOrder } from '@mercato/contracts/order';
import { subscription } from '@mercato/kit/messaging';
import { requestCancel } from '../domain/cancel.ts';
import type { OrderDeps } from '../use-cases/deps.ts';

type Deps = Pick<OrderDeps, 'orders' | 'acceptances' | 'checkout' | 'cancellation' | 'clock'>;

/** Cancels an order, wherever it is: not begun, on its way through checkout, or confirmed. */
export const onCancelOrder = (deps: Deps) =>
  subscription(cancelOrder, async ({ data }) => {
    const { orderId, commandId } = data;
    const known = await deps.orders.load(orderId);
    const acceptance = known ? undefined : await deps.acceptances.find(orderId);
    const next = await deps.orders.execute(orderId, `cancel:${commandId}`, (current, version) =>
      requestCancel(current, acceptance, data, { now: deps.clock.now(), version }),
    );
    if (next === 'settled') return;
    const runner = next === 'resume' ? deps.checkout : deps.cancellation;
    await runner.run(orderId, (current) => current && { state: current });
  });
