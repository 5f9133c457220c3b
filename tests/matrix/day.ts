import { cartApi } from '@mercato/contracts/cart';
import { notificationApi } from '@mercato/contracts/notification';
import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { productApi } from '@mercato/contracts/product';
import { errors } from '@mercato/kit/errors';
import type { RouteContract } from '@mercato/contracts/shared';
import { userApi } from '@mercato/contracts/user';
import type { MemoryClient, MemoryShop } from '../support/memory-shop/index.ts';
import { readMemoryShop } from '../support/memory-shop/index.ts';
import { isRecorded } from '@mercato/conservation';
import type { CallOptions } from '../support/shop-client.ts';
import { codeIn } from '../../tools/shared/registration-mail.ts';
import { address, card, cards } from '../support/shopper.ts';

const tries = 5;

/** Asks again, under the same key, until the answer is final: as every client of the shop may. */
const ask = async (shop: MemoryShop, client: MemoryClient, route: RouteContract, options: CallOptions = {}) => {
  const keyed = { idempotencyKey: `${route.id} ${JSON.stringify(options)}`.slice(0, 100).replaceAll(/[^\w-]/g, '-') };
  for (let attempt = 1; ; attempt += 1) {
    const reply = await client.call<Record<string, unknown>>(route, {
      ...(route.idempotency ? keyed : {}),
      ...options,
    });
    const isFinal =
      reply.status < 500 && (reply.body as { code?: string } | undefined)?.code !== 'idempotency.in_progress';
    if (isFinal || attempt === tries) {
      if (reply.status >= 300) throw new Error(`${route.id}: ${reply.status} ${JSON.stringify(reply.body)}`);
      return reply.body;
    }
    await shop.until(shop.clock.sleep(61_000));
  }
};

const registration = { username: 'Ada', email: 'ada@example.com', password: 'correct horse battery' };

/** The code in the newest mail that somebody was sent. */
const codeSentTo = (shop: MemoryShop, email: string): string => {
  const mails = shop.mails.filter(({ to }) => to.address === email);
  const code = codeIn(mails.at(-1)?.text ?? '');
  if (code === undefined) throw new Error(`no code came to ${email}`);
  return code;
};

/** Somebody comes, confirms her address, signs in, and changes her name. */
const arrive = async (shop: MemoryShop): Promise<string> => {
  const nobody = shop.client('nobody');
  const { email, password } = registration;
  await ask(shop, nobody, userApi.register, { body: registration });
  await shop.settle();
  const confirmation = { token: codeSentTo(shop, email), password };
  const user = await ask(shop, nobody, userApi.confirmRegistration, { body: confirmation });
  const tokens = await ask(shop, nobody, userApi.login, { body: { email, password } });
  await ask(shop, nobody, userApi.refresh, { body: { refreshToken: tokens['refreshToken'] } });
  const id = String(user['id']);
  await ask(shop, shop.client(id), userApi.updateUser, { params: { id }, body: { username: 'Countess' } });
  return id;
};

/** A machine gets a key, and loses it again. */
const letAMachineIn = async (shop: MemoryShop): Promise<void> => {
  const admin = shop.client('admin');
  const made = await ask(shop, admin, userApi.createApiKey, { body: { name: 'import', scopes: ['product:write'] } });
  await ask(shop, admin, userApi.revokeApiKey, { params: { id: (made['apiKey'] as { id: string }).id } });
};

const price = { amount: 1_250, currency: 'EUR' };

const openShelves = async (shop: MemoryShop): Promise<void> => {
  const admin = shop.client('admin');
  const product = { id: 'mug', sku: 'MUG-1', name: 'Mug', category: 'test', price, stock: 5 };
  await ask(shop, admin, productApi.createProduct, { body: product });
  await ask(shop, admin, productApi.changeStock, { params: { id: 'mug' }, body: { delta: 20 } });
};

/** A guest's cart, taken along after signing in, and ordered as it is. */
const shopAround = async (shop: MemoryShop, id: string): Promise<string> => {
  const ada = shop.client(id);
  const cart = await ask(shop, shop.guest(), cartApi.getCart);
  const guest = { headers: { 'x-guest-token': String(cart['guestToken']) } };
  await ask(shop, shop.guest(), cartApi.putItem, { params: { productId: 'mug' }, body: { quantity: 2 }, ...guest });
  await ask(shop, ada, cartApi.putItem, { params: { productId: 'mug' }, body: { quantity: 1 } });
  await ask(shop, ada, cartApi.mergeCart, { body: { guestToken: cart['guestToken'] } });
  const payment = card(cards.success);
  return String((await ask(shop, ada, orderApi.placeOrder, { body: { shippingAddress: address, payment } }))['id']);
};

const order = async (shop: MemoryShop, userId: string, number: string, quantity: number): Promise<string> => {
  const body = { lines: [{ productId: 'mug', quantity }], shippingAddress: address, payment: card(number) };
  return String((await ask(shop, shop.client(userId), orderApi.placeOrder, { body }))['id']);
};

/** What cannot be undone for the moment waits for a person, who cancels the order anew. */
const parkAndResume = async (shop: MemoryShop, userId: string): Promise<void> => {
  const id = await order(shop, userId, cards.declined, 3);
  shop.faults.plan({
    when: (m) => m.kind === 'call' && m.route === paymentApi.void.id,
    times: 2,
    act: () => Promise.reject(errors.unavailable('payment')),
  });
  await shop.settle();
  await ask(shop, shop.client('admin'), orderApi.cancelOrder, { params: { id } });
  await shop.settle();
  // Long enough for the orders that wait to be counted.
  await shop.clock.pass(31_000);
};

/** Settings with which an order is soon parked. */
export const impatient = {
  order: { settings: { ORDER_PARK_AFTER_TRIES: '2', ORDER_PARK_AFTER_MS: '0' } },
} as const;

/** A day in the shop that touches every kind of item, with the carrier's rounds. */
export const spendDay = async (shop: MemoryShop): Promise<string> => {
  const userId = await arrive(shop);
  await letAMachineIn(shop);
  await openShelves(shop);
  await shop.warmUp('shipping');
  await shop.warmUp('order');
  const fromCart = await shopAround(shop, userId);
  await shop.settle();
  await parkAndResume(shop, userId);
  const second = await order(shop, userId, cards.success, 4);
  await shop.settle();
  await ask(shop, shop.client(userId), orderApi.cancelOrder, { params: { id: second } });
  await shop.clock.pass(60_000);
  const body = { orderId: fromCart, amount: { amount: 500, currency: 'EUR' }, reason: 'a crack' };
  await ask(shop, shop.client('admin'), paymentApi.refundPayment, { body });
  await shop.clock.pass(60_000);
  await shop.settle();
  return userId;
};

/** What is left of a day, without the hours. */
export const remainderOf = async (shop: MemoryShop, userId: string) => {
  const ada = shop.client(userId);
  const { orders, products } = await readMemoryShop(shop);
  const { items } = await ada.expect(notificationApi.listNotifications, 200, { query: { limit: '50' } });
  const mine = await ada.expect(orderApi.listOrders, 200, { params: { userId } });
  const profile = await ada.expect(userApi.getUser, 200, { params: { id: userId } });
  const cart = await ada.expect(cartApi.getCart, 200);
  return {
    orders: orders
      .filter(isRecorded)
      .map(({ known, payment }) => `${known.order.status} ${payment?.captured.amount} ${payment?.refunded.amount}`)
      .toSorted(),
    listed: mine.items.length,
    stock: products.map(({ stock }) => stock),
    notifications: items.map((item) => item.template).toSorted(),
    mails: new Set(shop.mails.map((mail) => mail.eventId)).size,
    cart: cart.lines.map(({ productId, quantity }) => [productId, quantity]),
    username: profile.username,
  };
};
