import type { Order, PlaceOrderRequest } from '@mercato/contracts/order';
import type { Accepted } from '@mercato/contracts/shared';
import type { BasketSize, Line } from '../basket.ts';
import { anyProduct, chance, someLines } from '../chance.ts';
import { type Answer, ask, bodyOf, newKey, type Request } from '../client.ts';
import { checkoutSuccess, checkoutTime, tellAccepted } from '../metrics.ts';
import { cart as routes, order, type Route } from '../routes.ts';
import { type Market, shopperOf, tokenOf } from '../session.ts';

const few: BasketSize = { mostLines: 3, mostOfEach: 3 };
/** As the Online Marketplace benchmark has it. */
const many: BasketSize = { mostLines: 10, mostOfEach: 10 };
const waitSeconds = 10;

/** Mostly good cards; the others are declined, or lack funds. */
const cards = [...Array<string>(18).fill('4242424242424242'), '4000000000000002', '4000000000009995'];

const requestOf = (lines?: readonly Line[]): PlaceOrderRequest => ({
  shippingAddress: {
    name: 'Ada Lovelace',
    street: '1 Analytical Way',
    city: 'Berlin',
    postalCode: '10115',
    country: 'DE',
  },
  payment: { card: { number: chance().pick(cards), expMonth: 12, expYear: 2035, cvc: '123' } },
  ...(lines && { lines: [...lines] }),
});

/** Something is put in, looked at, changed and taken out again. */
export const cart = (market: Market): void => {
  const token = tokenOf(shopperOf(market));
  if (token === undefined) return;
  const params = { productId: anyProduct(market).id };
  ask(routes.putItem, [200, 409], { params, body: { quantity: chance().between(1, 3) }, token });
  ask(routes.getCart, [200], { token });
  ask(routes.removeItem, [200, 404], { params, token });
};

const endedWell = (answer: Answer): boolean => {
  const outcome = bodyOf<Order>(answer, 201);
  return outcome !== undefined && outcome.needsAttention === null;
};

const place = (request: Request): void => {
  const answer = ask(order.placeOrder, [201, 202, 409], { ...request, idempotencyKey: newKey(), wait: waitSeconds });
  if (answer.status === 409) return;
  const id = bodyOf<Order>(answer, 201)?.id ?? bodyOf<Accepted>(answer, 202)?.id;
  if (id !== undefined) tellAccepted(id);
  checkoutTime.add(answer.timings.duration);
  checkoutSuccess.add(endedWell(answer));
};

/** A few things, bought at once, until the outcome is known. */
export const checkout = (market: Market): void => {
  const token = tokenOf(shopperOf(market));
  if (token !== undefined) place({ body: requestOf(someLines(market, few)), token });
};

/** A cart is filled line by line, then ordered. */
export const cartCheckout = (market: Market): void => {
  const token = tokenOf(shopperOf(market));
  if (token === undefined) return;
  ask(routes.clearCart, [204], { token });
  for (const { productId, quantity } of someLines(market, many))
    ask(routes.putItem, [200, 409], { params: { productId }, body: { quantity }, token });
  place({ body: requestOf(), token });
};

/** Second thoughts, at once: the saga is still on its way. */
export const cancel = (market: Market): void => {
  const token = tokenOf(shopperOf(market));
  if (token === undefined) return;
  const body = requestOf(someLines(market, few));
  const id = bodyOf<Accepted>(ask(order.placeOrder, [202], { body, token, idempotencyKey: newKey() }), 202)?.id;
  if (id === undefined) return;
  tellAccepted(id);
  ask(order.cancelOrder, [200, 202, 409], { params: { id }, token, wait: waitSeconds });
};

/** Where is what I ordered? */
export const track = (market: Market): void => {
  const shopper = shopperOf(market);
  const token = tokenOf(shopper);
  if (token === undefined) return;
  const answer = ask(order.listOrders, [200], { params: { userId: shopper.id }, query: { limit: 5 }, token });
  const [last] = bodyOf<{ readonly items: readonly Order[] }>(answer)?.items ?? [];
  const follow: readonly Route[] = last ? [order.getOrder, order.getTimeline] : [];
  for (const route of follow) ask(route, [200], { params: { id: last?.id ?? '' }, token });
};
