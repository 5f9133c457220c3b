import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { settleAndCheck } from '@mercato/conservation';
import { startShop } from '@mercato/testkit/process';
import { brokenInvariants } from '../../tools/load/invariants.ts';
import type { Payment, StockOrder } from '../baselines/stock/steps.ts';
import { adminOf, buyFrom, openMarket, pick } from '../checkout/market.ts';
import { storedBy, storeFor } from '../saga/stock-part.ts';
import { startStockShop, type StockShop } from '../saga/stock-shop.ts';
import { type Anomalies, anomaliesOf, type StockBooks } from './books.ts';
import type { Killable } from './kills.ts';

/** A shop that things are done to. */
export interface Stand {
  readonly apps: readonly Killable[];
  /** The n-th order; true if the shopper was told that it is confirmed. */
  buy(n: number): Promise<boolean>;
  /** What is wrong once nothing moves any more. */
  check(): Promise<Anomalies>;
  stop(): Promise<void>;
}

const [productCount, stock] = [4, 100_000];
/** How long what a killed process held stays hidden. */
const visibilitySeconds = 15;
const settleMs = 90_000;

export const mercatoStand = async (): Promise<Stand> => {
  const env = { SHIPPING_DISPATCH_AFTER_MS: '500', SHIPPING_DELIVER_AFTER_MS: '500' };
  const shop = await startShop({ env, visibilitySeconds });
  const market = await openMarket(shop, { shoppers: 16, products: productCount, stock });
  const accepted = (): string[] => market.shoppers.flatMap(({ client }) => [...client.acceptedOrders]);
  const check = async (): Promise<Anomalies> => {
    const admin = await adminOf(shop);
    const sources = { client: (name: string) => admin.at(shop.app(name).url, shop.asGateway), sqs: shop.aws.sqs };
    const expected = { accepted: accepted(), poison: [] };
    const { findings } = await settleAndCheck(sources, expected, { waitMs: settleMs });
    const { oversold, double_charges: doubleCharges, lost_orders: lost } = brokenInvariants(findings);
    return { oversold, doubleCharges, lost };
  };
  const buy = (n: number): Promise<boolean> =>
    buyFrom(market, n).then(
      () => true,
      () => false,
    );
  return { apps: shop.apps, buy, check, stop: () => shop.stop() };
};

const orderAt = async (shop: StockShop, id: string): Promise<StockBooks['orders']> => {
  const found = (await storedBy(shop.part('order'), `order-${id}`)) as StockBooks['orders'][number] | undefined;
  const payment = (await storedBy(shop.part('payment'), `payment-${id}`)) as Payment | undefined;
  return found ? [{ ...found, payment }] : [];
};

const booksOf = async (shop: StockShop, ids: readonly string[], products: readonly string[]): Promise<StockBooks> => {
  const orders: StockBooks['orders'][number][] = [];
  for (const id of ids) orders.push(...(await orderAt(shop, id)));
  const shelves: Record<string, { before: number; after: number }> = {};
  for (const id of products) {
    const { available } = (await storedBy(shop.part('product'), id)) as { available: number };
    shelves[id] = { before: stock, after: available };
  }
  return { orders, shelves };
};

/** Until two looks in a row, further apart than a message stays hidden, show the same. */
const settled = async (look: () => Promise<StockBooks>): Promise<StockBooks> => {
  let before = await look();
  for (const end = Date.now() + settleMs; ;) {
    await sleep((visibilitySeconds + 3) * 1_000);
    const now = await look();
    if (JSON.stringify(now) === JSON.stringify(before) || Date.now() > end) return now;
    before = now;
  }
};

export const stockStand = async (kind: 'choreography' | 'workflow-saga'): Promise<Stand> => {
  const shop = await startStockShop(kind);
  const products = Array.from({ length: productCount }, (_, n) => `product-${n}`);
  await storeFor(
    shop.part('product'),
    products.map((key) => ({ key, value: { available: stock } })),
  );
  const ids: string[] = [];
  const buy = async (n: number): Promise<boolean> => {
    const order: StockOrder = { id: randomUUID(), productId: pick(products, n * 7), quantity: 1, amount: 1999 };
    ids.push(order.id);
    const answer = fetch(`${shop.part('order').url}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
      signal: AbortSignal.timeout(25_000),
    });
    return answer.then(
      ({ ok }) => ok,
      () => false,
    );
  };
  const check = async (): Promise<Anomalies> => anomaliesOf(await settled(() => booksOf(shop, ids, products)));
  return { apps: shop.apps, buy, check, stop: () => shop.stop() };
};
