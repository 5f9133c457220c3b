import { checkoutOrder, type PlaceOrderRequest } from '@mercato/contracts/order';
import type { Snapshot } from '@mercato/kit/aggregate';
import { outgoing } from '@mercato/kit/messaging';
import { iso } from '@mercato/kit/time';
import { type Acceptance, orderIdOf, requestHashOf } from '../domain/acceptance.ts';
import { orders } from '../domain/errors.ts';
import type { OrderState } from '../domain/order.ts';
import { isFinal } from '../domain/order-status.ts';
import type { OrderDeps } from './deps.ts';
import { forNews } from './patiently.ts';

export interface Placing {
  readonly userId: string;
  readonly key: string;
  readonly request: PlaceOrderRequest;
  readonly waitMs: number;
}

export interface Placed {
  readonly orderId: string;
  /** The order once its checkout has ended; left out when that took longer than the client wanted to wait. */
  readonly outcome: Snapshot<OrderState> | undefined;
}

/**
 * Accepts an order: what was accepted is kept under its id, and published as the command that carries it out. A
 * repetition finds what was kept, and publishes it again unless the order is final: a crash between the two strands nothing.
 */
export const placeOrder = async (deps: OrderDeps, placing: Placing): Promise<Placed> => {
  const orderId = orderIdOf(placing.userId, placing.key);
  const { kept, isNew } = await acceptOnce(deps, orderId, placing);
  if (kept.requestHash !== requestHashOf(placing.request)) throw orders.keyReused();
  const current = isNew ? undefined : await deps.orders.load(orderId);
  const begin = async (): Promise<void> => {
    if (!current || !isFinal(current.state.status)) await publish(deps, kept);
  };
  const waiting = { clock: deps.clock, news: deps.endings, about: orderId, ms: placing.waitMs };
  if (placing.waitMs > 0 && !hasEnded(current)) {
    return { orderId, outcome: await forNews(waiting, begin, () => ended(deps, orderId)) };
  }
  await begin();
  return { orderId, outcome: placing.waitMs > 0 ? current : undefined };
};

const hasEnded = (order: Snapshot<OrderState> | undefined): boolean => order?.state.checkout.end !== undefined;

/** Most requests are no repetition, so it is kept first and read only where there is one. The cart is not asked twice: it may be empty by then. */
const acceptOnce = async (deps: OrderDeps, orderId: string, placing: Placing) => {
  const known = placing.request.lines ? undefined : await deps.acceptances.find(orderId);
  if (known) return { kept: known, isNew: false };
  const accepted = await accept(deps, orderId, placing);
  const kept = await deps.acceptances.keep(accepted);
  return { kept, isNew: kept === accepted };
};

const accept = async (deps: OrderDeps, orderId: string, { userId, request }: Placing): Promise<Acceptance> => {
  const lines = request.lines ?? [...(await deps.carts.lines(userId))];
  if (lines.length === 0) throw orders.emptyCart();
  const { payment } = request;
  const paymentToken = 'token' in payment ? payment.token : await deps.tokenizer.tokenize(payment.card);
  return {
    orderId,
    userId,
    requestHash: requestHashOf(request),
    lines,
    shippingAddress: request.shippingAddress,
    paymentToken,
    ...(request.expectedTotal ? { expectedTotal: request.expectedTotal } : {}),
    acceptedAt: iso(deps.clock.now()),
  };
};

const publish = (deps: OrderDeps, acceptance: Acceptance): Promise<void> =>
  deps.publisher.publish(
    outgoing(checkoutOrder, acceptance, { distinct: acceptance.requestHash, time: acceptance.acceptedAt }),
  );

const ended = async (deps: OrderDeps, orderId: string): Promise<Snapshot<OrderState> | undefined> => {
  const snapshot = await deps.orders.load(orderId);
  return hasEnded(snapshot) ? snapshot : undefined;
};
