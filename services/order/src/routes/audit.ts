import type { orderApi } from '@mercato/contracts/order';
import { type Handlers, ok } from '@mercato/kit/service';
import { recordView } from '../domain/record.ts';
import { findRecord } from '../use-cases/audit.ts';
import type { OrderDeps } from '../use-cases/deps.ts';
import { searchOrders } from '../use-cases/search-orders.ts';

/** What administrators see beyond what shoppers do. */
export const auditHandlers = (deps: OrderDeps): Pick<Handlers<typeof orderApi>, 'listAllOrders' | 'getRecord'> => ({
  listAllOrders: async ({ query }) => ok(await searchOrders(deps, query)),
  getRecord: async ({ params: { id } }) => {
    const found = await findRecord(deps, id);
    if ('stored' in found) return ok(recordView(found.stored));
    return ok({ id, status: 'accepted' as const, placedAt: found.acceptance.acceptedAt });
  },
});
