import type { orderApi } from '@mercato/contracts/order';
import { accepted, type Handlers, ok } from '@mercato/kit/service';
import { recordView } from '../domain/record.ts';
import { orderView } from '../domain/view.ts';
import { findRecord } from '../use-cases/audit.ts';
import type { OrderDeps } from '../use-cases/deps.ts';
import { retryOrder } from '../use-cases/retry-order.ts';
import { searchOrders } from '../use-cases/search-orders.ts';

/** What administrators see beyond what shoppers do. */
export const auditHandlers = (
  deps: OrderDeps,
): Pick<Handlers<typeof orderApi>, 'listAllOrders' | 'getRecord' | 'retryOrder'> => ({
  listAllOrders: async ({ query }) => ok(await searchOrders(deps, query)),
  retryOrder: async ({ params: { id }, waitMs = 0 }) => {
    const done = await retryOrder(deps, id, waitMs);
    return done ? ok(orderView(done.state, done.version)) : accepted(id, `/api/orders/${id}`);
  },
  getRecord: async ({ params: { id } }) => {
    const found = await findRecord(deps, id);
    if ('stored' in found) return ok(recordView(found.stored));
    return ok({ id, status: 'accepted' as const, placedAt: found.acceptance.acceptedAt });
  },
});
