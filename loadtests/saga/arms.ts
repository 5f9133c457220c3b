import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Shop, startShop } from '@mercato/testkit/process';
import type { StockOrder } from '../baselines/stock/steps.ts';
import { buyFrom, openMarket, pick, untilQuiet } from '../checkout/market.ts';
import type { Watched } from '../checkout/usage.ts';
import { startStockShop, type StockShop } from './stock-shop.ts';
import { storeFor } from './stock-part.ts';

export type ArmName = 'mercato' | 'workflow' | 'choreography';

/** One way to do a checkout. */
export interface Arm {
  readonly watched: Watched;
  /** The n-th order, until its outcome is known. */
  buy(n: number): Promise<unknown>;
  /** Until nothing is left to do. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

const [productCount, stock] = [40, 1_000_000];

/** Parcels stay where they are: a checkout ends with the confirmed order. */
const parcelsWait = { SHIPPING_DISPATCH_AFTER_MS: '36000000', SHIPPING_DELIVER_AFTER_MS: '36000000' };

export const mercato = async (): Promise<Arm> => {
  const shop: Shop = await startShop({ env: parcelsWait });
  try {
    const market = await openMarket(shop, { shoppers: 16, products: productCount, stock });
    return { watched: shop, buy: (n) => buyFrom(market, n), quiet: () => untilQuiet(shop), stop: () => shop.stop() };
  } catch (error) {
    await shop.stop();
    throw error;
  }
};

export const stockProducts = Array.from({ length: productCount }, (_, n) => `product-${n}`);

/** The answer comes when the outcome is known. */
export const buyAtStock = async (shop: StockShop, productId: string): Promise<StockOrder> => {
  const order: StockOrder = { id: randomUUID(), productId, quantity: 1, amount: 1999 };
  const response = await fetch(`${shop.part('order').url}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  if (text !== '{"status":"confirmed"}') throw new Error(`order ${order.id}: ${response.status} ${text}`);
  return order;
};

/** What is acknowledged after the answer. */
const trailMs = 1_500;

export const stockArm = async (kind: 'workflow-saga' | 'choreography'): Promise<Arm & { readonly shop: StockShop }> => {
  const shop = await startStockShop(kind);
  const entries = stockProducts.map((key) => ({ key, value: { available: stock } }));
  try {
    await storeFor(shop.part('product'), entries);
  } catch (error) {
    await shop.stop();
    throw error;
  }
  return {
    shop,
    watched: shop,
    buy: (n) => buyAtStock(shop, pick(stockProducts, n * 7)),
    quiet: () => sleep(trailMs, undefined),
    stop: () => shop.stop(),
  };
};
