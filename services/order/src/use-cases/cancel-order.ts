import { cancelOrder as cancelCommand } from '@mercato/contracts/order';
import type { Snapshot } from '@mercato/kit/aggregate';
import type { Caller } from '@mercato/kit/auth';
import { outgoing } from '@mercato/kit/messaging';
import { iso } from '@mercato/kit/time';
import { whyNotCancellable } from '../domain/cancel.ts';
import { orders } from '../domain/errors.ts';
import type { OrderState } from '../domain/order.ts';
import { awaitResult } from './await-result.ts';
import { commandIdOf } from './command-id.ts';
import type { OrderDeps } from './deps.ts';
import { findOrder, type FoundOrder } from './find-order.ts';

export interface Cancelling {
  readonly orderId: string;
  readonly caller: Caller;
  readonly key: string | undefined;
  readonly waitMs: number;
}

/** Asks for the cancellation of an order; answers the order once it is cancelled, if the client waits that long. */
export const cancelOrder = async (
  deps: OrderDeps,
  { orderId, caller, key, waitMs }: Cancelling,
): Promise<Snapshot<OrderState> | undefined> => {
  const found = await findOrder(deps, orderId, caller);
  // Both are for ever, so there is no need to ask.
  if (found.kind === 'order' && found.state.status === 'cancelled') return found;
  const why = found.kind === 'order' ? whyNotCancellable(found.state) : undefined;
  if (why !== undefined) throw orders.notCancellable(why);
  const commandId = commandIdOf(deps.ids, 'cancel', orderId, key);
  const requestedAt = iso(deps.clock.now());
  const data = { commandId, orderId, userId: ownerOf(found), requestedAt };
  await deps.publisher.publish(outgoing(cancelCommand, data, { distinct: commandId, time: requestedAt }));
  return awaitResult(deps, { orderId, commandId, waitMs });
};

const ownerOf = (found: FoundOrder): string => (found.kind === 'order' ? found.state.userId : found.acceptance.userId);
