import { randomUUID } from 'node:crypto';
import { cartApi } from '@mercato/contracts/cart';
import { orderConfirmed } from '@mercato/contracts/order';
import { shippingApi } from '@mercato/contracts/shipping';
import { filledPath } from '@mercato/contracts/shared';
import type { Shop } from '@mercato/testkit/process';
import { address } from '../../tests/support/shopper.ts';
import { type Market, pick } from '../checkout/market.ts';
import type { Ask } from '../requests/offer.ts';
import type { Beside } from '../requests/beside.ts';

export const armNames = [
  'cart',
  'fastify cart',
  'shipping',
  'fastify shipping',
  'sdk shipping',
  'cart message',
  'sdk message',
] as const;
export type ArmName = (typeof armNames)[number];

interface Counted {
  readonly pid?: number | undefined;
}

/** Who is asked, and what for. */
export interface Arm {
  readonly url: string;
  readonly service: Counted;
  readonly sidecar: Counted;
  readonly ask: (caller: number) => Ask;
}
export type Arms = Readonly<Record<ArmName, Arm>>;

const json = { 'content-type': 'application/json' };
const itemPath = (productId: string): string => filledPath(cartApi.putItem.path, { productId });

const { topic } = orderConfirmed;
let [asked, told] = [0, 0];

/** Apart from those who fill their carts: a cart remembers orders, and grows by them. */
const buyers = Array.from({ length: 400 }, () => randomUUID());

/** A shopper puts another number of the one product into the own cart. */
const putting = ({ shoppers, products: [productId = ''] }: Market, always: Readonly<Record<string, string>>) => {
  const path = itemPath(productId);
  return (caller: number): Ask => {
    const { id, client } = pick(shoppers, caller);
    const headers = { ...json, ...always, authorization: `Bearer ${client.token ?? ''}`, 'x-user': id };
    return { method: 'PUT', path, headers, body: JSON.stringify({ quantity: 1 + ((asked += 1) % 90) }) };
  };
};

/** A parcel of a new order. */
const booking = (always: Readonly<Record<string, string>>) => (): Ask => {
  const orderId = `o-${randomUUID()}`;
  const body = JSON.stringify({ key: `${orderId}:book-shipment`, orderId, userId: randomUUID(), address, units: 1 });
  return { method: 'POST', path: shippingApi.book.path, headers: { ...json, ...always }, body };
};

/** That a new order of a shopper's is confirmed, as a sidecar hands it over. */
const telling = (path: string, always: Readonly<Record<string, string>>) => (): Ask => {
  const [orderId, at] = [`o-${randomUUID()}`, '2026-01-01T00:00:00.000Z'];
  const total = { amount: 1999, currency: 'EUR' };
  const userId = pick(buyers, (told += 1));
  const data = { orderId, userId, version: 1, region: 'DE', at, items: [], total };
  const around = { id: randomUUID(), source: 'order', specversion: '1.0', type: topic, time: at, topic };
  const body = JSON.stringify({ ...around, pubsubname: 'events', datacontenttype: 'application/json', data });
  const headers = { ...always, 'content-type': 'application/cloudevents+json' };
  return { method: 'POST', path, headers, body };
};

export const armsOf = (
  shop: Shop,
  market: Market,
  { fastify, sdk }: { readonly fastify: Beside; readonly sdk: Beside },
): Arms => {
  const [cart, shipping] = [shop.app('cart'), shop.app('shipping')];
  const asOrder = { ...shop.asGateway, 'dapr-caller-app-id': 'order' };
  const toApp = { 'dapr-api-token': shop.secrets['app-api-token'] };
  const of = ({ url, service, sidecar }: Omit<Arm, 'ask'>, ask: Arm['ask']): Arm => ({ url, service, sidecar, ask });
  return {
    cart: of(cart, putting(market, shop.asGateway)),
    'fastify cart': of(fastify, putting(market, {})),
    shipping: of(shipping, booking(asOrder)),
    'fastify shipping': of(fastify, booking({})),
    'sdk shipping': of(sdk, booking({})),
    'cart message': of(cart, telling(`/subscriptions/${topic}`, toApp)),
    'sdk message': of(sdk, telling(`/events--${topic}--default`, {})),
  };
};
