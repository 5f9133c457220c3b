import { setTimeout as sleep } from 'node:timers/promises';
import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { productApi } from '@mercato/contracts/product';
import type { Problem, RouteContract } from '@mercato/contracts/shared';
import { uuidV5 } from '@mercato/kit/ids';
import { generateCatalogue } from '../../../tools/seed/catalogue.ts';
import { inParallel } from '@mercato/conservation';
import type { CallOptions, Reply, ShopClient } from '../../support/shop-client.ts';
import { address, newShopper, type Shopper } from '../../support/shopper.ts';
import type { World } from '../../support/world.ts';
import type { RealCell } from './cells.ts';
import type { Spot } from './plans.ts';
import { times } from './times.ts';

const shopperCount = 8;
const importedAtOnce = 50;
const [ownUnits, sharedUnits, cents] = [10, 5_000, 1_250];

/** Who buys, and what: each cell one product of its own, and one that all want. */
export interface Market {
  readonly shoppers: readonly Shopper[];
  readonly products: readonly string[];
  readonly shared: string;
}

export const openMarket = async ({ admin, client }: World, cells: number): Promise<Market> => {
  const products = generateCatalogue(cells + 1).map((product, i) => ({
    ...product,
    price: { amount: cents, currency: 'EUR' as const },
    stock: i < cells ? ownUnits : sharedUnits,
  }));
  for (let from = 0; from < products.length; from += importedAtOnce) {
    const body = { products: products.slice(from, from + importedAtOnce) };
    await admin.expect(productApi.importProducts, 200, { body, wait: 25 });
  }
  const shoppers = await inParallel(Array.from({ length: shopperCount }), () => newShopper(client));
  const ids = products.map(({ id }) => id);
  return { shoppers, products: ids.slice(0, cells), shared: ids[cells] ?? '' };
};

/** A cell with its order, whose id is known before it is placed. */
export interface Deal extends Spot {
  readonly shopper: Shopper;
  readonly shared: string;
}

export const dealOf = ({ shoppers, products, shared }: Market, cell: RealCell, n: number): Deal => {
  const shopper = shoppers[n % shoppers.length];
  const productId = products[n];
  if (!shopper || productId === undefined) throw new Error('the market is too small');
  return { cell, shopper, productId, shared, orderId: uuidV5('order', shopper.id, cell.id) };
};

const isWorthAnother = ({ status, body }: Reply): boolean =>
  status === 429 || status >= 500 || (body as Partial<Problem> | undefined)?.code === 'idempotency.in_progress';

/** Asks until it is accepted, as a client does that was told to come back: the key makes it one request. */
const insist = async (client: ShopClient, route: RouteContract, options: CallOptions): Promise<void> => {
  for (const end = Date.now() + times.insistMs; ; await sleep(500)) {
    const reply = await client.call(route, options).catch((error: unknown) => String(error));
    if (typeof reply === 'object' && reply.status === 202) return;
    if (Date.now() > end || (typeof reply === 'object' && !isWorthAnother(reply))) {
      throw new Error(`${route.id}: ${JSON.stringify(reply)}`);
    }
  }
};

export const place = ({ shopper, cell, productId, shared }: Deal): Promise<void> => {
  const lines = [
    { productId, quantity: 2 },
    { productId: shared, quantity: 1 },
  ];
  const body = { lines, shippingAddress: address, payment: { token: 'tok_success_visa_4242_1' } };
  return insist(shopper.client, orderApi.placeOrder, { idempotencyKey: cell.id, body });
};

export const cancel = ({ shopper, orderId }: Deal): Promise<void> =>
  insist(shopper.client, orderApi.cancelOrder, { params: { id: orderId } });

export const refund = (admin: ShopClient, { orderId }: Deal): Promise<void> => {
  const body = { orderId, amount: { amount: 500, currency: 'EUR' }, reason: 'a crack' };
  return insist(admin, paymentApi.refundPayment, { body, idempotencyKey: `${orderId}-refund` });
};
