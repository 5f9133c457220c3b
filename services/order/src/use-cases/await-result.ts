import type { Snapshot } from '@mercato/kit/aggregate';
import { DomainError } from '@mercato/kit/errors';
import type { OrderState } from '../domain/order.ts';
import { resultOf } from '../domain/results.ts';
import type { OrderDeps } from './deps.ts';
import { patiently } from './patiently.ts';

export interface Awaiting {
  readonly orderId: string;
  readonly commandId: string;
  readonly waitMs: number;
}

/** The order once a command on it is settled; undefined when that takes too long. A refusal of the command is thrown. */
export const awaitResult = async (
  deps: Pick<OrderDeps, 'orders' | 'clock'>,
  { orderId, commandId, waitMs }: Awaiting,
): Promise<Snapshot<OrderState> | undefined> => {
  if (waitMs <= 0) return undefined;
  const settled = await patiently(deps.clock, waitMs, async () => {
    const snapshot = await deps.orders.load(orderId);
    const result = snapshot && resultOf(snapshot.state, commandId);
    return snapshot && result ? { snapshot, result } : undefined;
  });
  if (settled?.result.code) throw new DomainError(settled.result.code, settled.result.detail ?? '');
  return settled?.snapshot;
};
