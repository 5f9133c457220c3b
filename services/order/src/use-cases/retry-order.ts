import { cancelOrder, checkoutOrder } from '@mercato/contracts/order';
import type { Snapshot } from '@mercato/kit/aggregate';
import { outgoing, type Outgoing } from '@mercato/kit/messaging';
import { iso } from '@mercato/kit/time';
import type { Acceptance } from '../domain/acceptance.ts';
import { orders } from '../domain/errors.ts';
import { isParked, type OrderState } from '../domain/order.ts';
import { commandIdOf } from './command-id.ts';
import type { OrderDeps } from './deps.ts';
import { patiently } from './patiently.ts';

type Deps = Pick<OrderDeps, 'orders' | 'acceptances' | 'publisher' | 'clock' | 'ids'>;

/**
 * The command that was parked has gone, and is published anew: its consumer goes on where the order's log ends. Answers the
 * order once it waits no more, if that is soon enough.
 */
export const retryOrder = async (
  deps: Deps,
  orderId: string,
  waitMs = 0,
): Promise<Snapshot<OrderState> | undefined> => {
  const order = (await deps.orders.load(orderId))?.state;
  const acceptance = await deps.acceptances.find(orderId);
  if (!order || !acceptance) throw orders.notFound(orderId);
  if (!isParked(order)) throw orders.notParked(orderId);
  await deps.publisher.publish(order.checkout.parked ? checkoutAnew(deps, acceptance) : cancelAnew(deps, order));
  if (waitMs <= 0) return undefined;
  return patiently(deps.clock, waitMs, async () => {
    const now = await deps.orders.load(orderId);
    return now && !isParked(now.state) ? now : undefined;
  });
};

const checkoutAnew = ({ ids }: Deps, acceptance: Acceptance): Outgoing =>
  outgoing(checkoutOrder, acceptance, { distinct: ids.uuid(), time: acceptance.acceptedAt });

const cancelAnew = ({ ids, clock }: Deps, { id: orderId, userId, cancelRequests }: OrderState): Outgoing => {
  const commandId = cancelRequests.at(-1) ?? commandIdOf(ids, 'cancel', orderId, undefined);
  const requestedAt = iso(clock.now());
  return outgoing(
    cancelOrder,
    { commandId, orderId, userId, requestedAt },
    { distinct: ids.uuid(), time: requestedAt },
  );
};
