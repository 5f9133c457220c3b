import { setOrderStatus } from '@mercato/contracts/order';
import type { Snapshot } from '@mercato/kit/aggregate';
import type { Caller } from '@mercato/kit/auth';
import { outgoing } from '@mercato/kit/messaging';
import { iso } from '@mercato/kit/time';
import { orders } from '../domain/errors.ts';
import type { Fulfilled } from '../domain/fulfilment.ts';
import type { OrderState } from '../domain/order.ts';
import { awaitResult } from './await-result.ts';
import { commandIdOf } from './command-id.ts';
import type { OrderDeps } from './deps.ts';
import { findOrder } from './find-order.ts';

export interface SettingStatus {
  readonly orderId: string;
  readonly caller: Caller;
  readonly status: Fulfilled;
  readonly key: string | undefined;
  readonly waitMs: number;
}

/** Asks that an order be marked; answers it once it is. */
export const setStatus = async (
  deps: OrderDeps,
  { orderId, caller, status, key, waitMs }: SettingStatus,
): Promise<Snapshot<OrderState> | undefined> => {
  const found = await findOrder(deps, orderId, caller);
  if (found.kind === 'accepted') throw orders.statusConflict('accepted', status);
  const commandId = commandIdOf(deps.ids, status, orderId, key);
  const requestedAt = iso(deps.clock.now());
  const data = { commandId, orderId, status, requestedAt };
  await deps.publisher.publish(outgoing(setOrderStatus, data, { distinct: commandId, time: requestedAt }));
  return awaitResult(deps, { orderId, commandId, waitMs });
};
