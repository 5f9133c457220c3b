import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { productApi } from '@mercato/contracts/product';
import { freePorts, ManagedProcess, type Shop, startDaprd } from '@mercato/testkit/process';
import { ShopClient } from '../../tests/support/shop-client.ts';
import { newProduct } from '../../tests/support/shopper.ts';
import { answersOk } from '../../tools/shared/http.ts';
import { rootDir } from '../../tools/shared/paths.ts';
import { adminOf } from '../checkout/market.ts';
import { stateOn } from '../saga/stock-components.ts';
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
  const [port = 0, http = 0, grpc = 0, internal = 0, metrics = 0] = await freePorts(5);
  const url = `http://127.0.0.1:${port}`;
  const service = new ManagedProcess({
    name: 'naive-stock',
    command: process.execPath,
    args: [join(rootDir, 'loadtests/baselines/naive-stock.ts'), String(port), String(grpc)],
    logFile: join(shop.logFolder, 'naive-stock.log'),
    env: { ...process.env, NODE_ENV: 'production' },
    isReady: () => answersOk(`${url}/readyz`),
  });
  await service.start();
  const sidecar = await startDaprd({
    appId: 'naive',
    appPort: port,
    ports: { http, grpc, internal, metrics },
    resources: [stateOn(shop.localAws.endpoints.dynamodb)],
    env: { AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1' },
  });
  const stop = async (): Promise<void> => {
    await service.stop();
    await sidecar.stop();
  };
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
  return { caller: 'naive', pids: [service.pid ?? 0, sidecar.pid ?? 0], open, sell, stop };
};
