import { randomUUID } from 'node:crypto';
import { productApi } from '@mercato/contracts/product';
import type { Shop } from '@mercato/testkit/process';
import { ShopClient } from '../../tests/support/shop-client.ts';
import { newProduct } from '../../tests/support/shopper.ts';
import { adminOf } from '../checkout/market.ts';
import { startBeside } from '../requests/beside.ts';
import { storeFor } from '../saga/stock-part.ts';

export type ArmName = 'product' | 'naive';

/** Whoever sells the one item. */
export interface Seller {
  /** As its sidecar signs its calls of the store. */
  readonly caller: string;
  readonly pids: readonly number[];
  /** Another item: each that is held is on its record, and nothing is to grow from round to round. */
  open(): Promise<void>;
  /** One buyer of one unit. */
  sell(): Promise<void>;
  stop(): Promise<void>;
}

const stock = 1_000_000;

/** The product service as it ships, asked as the order service asks it, past both sidecars. */
export const productSeller = async (shop: Shop): Promise<Seller> => {
  const { url, service, sidecar } = shop.app('product');
  const admin = await adminOf(shop);
  let productId = '';
  const open = async (): Promise<void> => {
    productId = await newProduct(admin, { stock });
  };
  const client = new ShopClient(url, undefined, undefined, { ...shop.asGateway, 'dapr-caller-app-id': 'order' });
  const sell = async (): Promise<void> => {
    const orderId = `o-${randomUUID()}`;
    const lines = [{ key: `${orderId}:reserve-stock:0`, productId, quantity: 1 }];
    const answer = await client.expect(productApi.reserve, 200, { body: { orderId, lines } });
    if (answer.verdict !== 'ok') throw new Error(`refused: ${JSON.stringify(answer)}`);
  };
  return { caller: 'product', pids: [service.pid ?? 0, sidecar.pid ?? 0], open, sell, stop: () => Promise.resolve() };
};

/** A stock server of one page, before the same stand-in for DynamoDB. */
export const naiveSeller = async (shop: Shop): Promise<Seller> => {
  const { url, service, sidecar, stop } = await startBeside(shop, 'naive-stock');
  let item = '';
  const open = (): Promise<void> => {
    item = randomUUID();
    return storeFor({ sidecar }, [{ key: item, value: { available: stock } }]);
  };
  const sell = async (): Promise<void> => {
    const response = await fetch(`${url}/reserve/${item}`, { method: 'POST' });
    const text = await response.text();
    if (text !== '{"ok":true}') throw new Error(`naive: ${response.status} ${text}`);
  };
  return { caller: 'naive-stock', pids: [service.pid ?? 0, sidecar.pid ?? 0], open, sell, stop };
};
