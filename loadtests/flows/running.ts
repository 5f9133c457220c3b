import type { Order } from '@mercato/contracts/order';
import type { NewProduct, Product, ProductUpdate } from '@mercato/contracts/product';
import { anyProduct, chance } from '../chance.ts';
import { ask, bodyOf } from '../client.ts';
import { deliveries } from '../metrics.ts';
import { order, product } from '../routes.ts';
import { adminOf, type Market, tokenOf } from '../session.ts';

const waitSeconds = 10;

const latestOrders = (token: string, limit: number): readonly Order[] => {
  const answer = ask(order.listAllOrders, [200], { query: { limit }, token });
  return bodyOf<{ readonly items: readonly Order[] }>(answer)?.items ?? [];
};

/** What a seller looks at: what is ordered, what there is, and who holds it. */
export const dashboard = (market: Market): void => {
  const token = tokenOf(adminOf(market));
  if (token === undefined) return;
  const { id, category } = anyProduct(market);
  latestOrders(token, 20);
  ask(product.listProducts, [200], { query: { category, inStock: 'true', limit: 50 }, token });
  ask(product.getReservations, [200], { params: { id }, token });
};

/** An administrator looks into what became of an order. */
export const admin = (market: Market): void => {
  const token = tokenOf(adminOf(market));
  if (token === undefined) return;
  const [last] = latestOrders(token, 5);
  if (last) ask(order.getRecord, [200], { params: { id: last.id }, token });
};

const aPrice = (): NewProduct['price'] => ({ amount: chance().between(100, 20_000), currency: 'EUR' });

export const priceUpdate = (market: Market): void => {
  const token = tokenOf(adminOf(market));
  if (token === undefined) return;
  const body: ProductUpdate = { price: aPrice() };
  ask(product.updateProduct, [200, 202], { params: { id: anyProduct(market).id }, body, token });
};

/** Everything of a product is replaced but its stock, which may be reserved. */
export const productReplace = (market: Market): void => {
  const token = tokenOf(adminOf(market));
  if (token === undefined) return;
  const { id } = anyProduct(market);
  const now = bodyOf<Product>(ask(product.getProduct, [200], { params: { id }, token }));
  if (!now) return;
  const { sku, name, category, description, imageUrl, attributes } = now;
  const replaced: Omit<NewProduct, 'stock'> = {
    id,
    sku,
    name,
    category,
    description,
    imageUrl,
    attributes,
    price: aPrice(),
  };
  ask(product.importProducts, [200, 202], { body: { products: [replaced] }, token, wait: waitSeconds });
};

/** Something that is on its way arrives; where nothing is, there is nothing to do. */
export const delivery = (market: Market): void => {
  const token = tokenOf(adminOf(market));
  if (token === undefined) return;
  const open = latestOrders(token, 50).filter(({ status }) => status === 'processing' || status === 'shipped');
  if (open.length === 0) return;
  const { id, status } = chance().pick(open);
  const next = status === 'processing' ? 'shipped' : 'delivered';
  const request = { params: { id }, body: { status: next }, token, wait: waitSeconds };
  if (ask(order.setStatus, [200, 202, 409], request).status === 200) deliveries.add(1);
};
