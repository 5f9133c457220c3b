import type { Snapshot } from '@mercato/kit/aggregate';
import type { Caller } from '@mercato/kit/auth';
import type { Acceptance } from '../domain/acceptance.ts';
import { orders } from '../domain/errors.ts';
import type { OrderState } from '../domain/order.ts';
import type { OrderDeps } from './deps.ts';

/** An order as its owner or an administrator may see it: its document, or what was accepted before there is one. */
export type FoundOrder =
  ({ readonly kind: 'order' } & Snapshot<OrderState>) | { readonly kind: 'accepted'; readonly acceptance: Acceptance };

type Deps = Pick<OrderDeps, 'orders' | 'acceptances'>;

/** Somebody else's order is not found, as if it were not there. */
export const findOrder = async (deps: Deps, id: string, caller: Caller): Promise<FoundOrder> => {
  const mayRead = (userId: string): boolean => caller.role === 'admin' || caller.userId === userId;
  const snapshot = await deps.orders.load(id);
  if (snapshot && mayRead(snapshot.state.userId)) return { kind: 'order', ...snapshot };
  const acceptance = snapshot ? undefined : await deps.acceptances.find(id);
  if (acceptance && mayRead(acceptance.userId)) return { kind: 'accepted', acceptance };
  throw orders.notFound(id);
};
