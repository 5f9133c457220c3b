import type { orderApi } from '@mercato/contracts/order';
import type { Snapshot } from '@mercato/kit/aggregate';
import { accepted, created, type Handlers, ok, stream } from '@mercato/kit/service';
import type { OrderState } from '../domain/order.ts';
import { orderView, timelineView } from '../domain/view.ts';
import { cancelOrder } from '../use-cases/cancel-order.ts';
import type { OrderDeps } from '../use-cases/deps.ts';
import { findOrder } from '../use-cases/find-order.ts';
import { listOrders } from '../use-cases/list-orders.ts';
import { placeOrder } from '../use-cases/place-order.ts';
import { setStatus } from '../use-cases/set-status.ts';
import { streamOrder } from '../use-cases/stream-order.ts';
import { auditHandlers } from './audit.ts';
import { indexHandlers } from './indexes.ts';

const addressOf = (orderId: string): string => `/api/orders/${orderId}`;
const viewOf = ({ state, version }: Snapshot<OrderState>) => orderView(state, version);

// Long enough to feel synchronous, for the little there is to do.
const statusWaitMs = 10_000;

export const orderHandlers = (deps: OrderDeps): Handlers<typeof orderApi> => ({
  ...auditHandlers(deps),
  ...indexHandlers(deps),
  placeOrder: async ({ caller: { userId }, idempotencyKey: key, body: request, waitMs = 0 }) => {
    const { orderId, outcome } = await placeOrder(deps, { userId, key, request, waitMs });
    const address = addressOf(orderId);
    return outcome ? created(viewOf(outcome), address) : accepted(orderId, address);
  },
  getOrder: async ({ params: { id }, caller }) => {
    const found = await findOrder(deps, id, caller);
    if (found.kind === 'order') return ok(viewOf(found));
    return ok({ id, status: 'accepted' as const, placedAt: found.acceptance.acceptedAt });
  },
  getTimeline: async ({ params: { id }, caller }) => {
    const found = await findOrder(deps, id, caller);
    if (found.kind === 'order') return ok(timelineView(found.state));
    return ok({ orderId: id, status: 'accepted' as const, entries: [] });
  },
  streamOrder: async ({ params: { id: orderId }, caller, headers }) =>
    stream(await streamOrder(deps, { orderId, caller, lastEventId: headers['last-event-id'] })),
  listOrders: async ({ params: { userId }, query: { limit, cursor }, caller }) =>
    ok(await listOrders(deps, { userId, caller, limit, cursor })),
  setStatus: async ({ params: { id: orderId }, body: { status }, caller, idempotencyKey: key, waitMs }) => {
    const done = await setStatus(deps, { orderId, caller, status, key, waitMs: waitMs ?? statusWaitMs });
    return done ? ok(viewOf(done)) : accepted(orderId, addressOf(orderId));
  },
  cancelOrder: async ({ params: { id: orderId }, caller, idempotencyKey: key, waitMs = 0 }) => {
    const done = await cancelOrder(deps, { orderId, caller, key, waitMs });
    return done ? ok(viewOf(done)) : accepted(orderId, addressOf(orderId));
  },
});
