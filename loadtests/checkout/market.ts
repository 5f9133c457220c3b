import { setTimeout as sleep } from 'node:timers/promises';
import { readQueues } from '@mercato/conservation';
import { orderApi } from '@mercato/contracts/order';
import type { Shop } from '@mercato/testkit/process';
import { keepMailsOf } from '../../tests/support/letters.ts';
import { mailsTo } from '../../tests/support/mailbox.ts';
import { firstAdminOf } from '../../tests/support/session.ts';
import { ShopClient } from '../../tests/support/shop-client.ts';
import { newProduct, newShopper, placement, type Shopper } from '../../tests/support/shopper.ts';

export interface Market {
  readonly shoppers: readonly Shopper[];
  readonly products: readonly string[];
}

export interface MarketSize {
  readonly shoppers: number;
  readonly products: number;
  readonly stock: number;
}

export const adminOf = (shop: Shop): Promise<ShopClient> => new ShopClient(shop.url).signIn(firstAdminOf(shop));

/** Products, and shoppers who are signed in. */
export const openMarket = async (shop: Shop, size: MarketSize): Promise<Market> => {
  keepMailsOf(shop.url, (address) => mailsTo(shop, address));
  const admin = await adminOf(shop);
  const products: string[] = [];
  while (products.length < size.products) products.push(await newProduct(admin, { stock: size.stock }));
  const shoppers: Shopper[] = [];
  while (shoppers.length < size.shoppers) shoppers.push(await newShopper(new ShopClient(shop.url)));
  return { shoppers, products };
};

export const pick = <T>(all: readonly T[], n: number): T => {
  const one = all[n % all.length];
  if (one === undefined) throw new Error('there is nothing to pick from');
  return one;
};

/** The n-th order, until its outcome is known. */
export const buyFrom = async ({ shoppers, products }: Market, n: number): Promise<string> => {
  const wanted = placement({ productId: pick(products, n * 7) }, { wait: 25 });
  return (await pick(shoppers, n).client.expect(orderApi.placeOrder, 201, wanted)).id;
};

export interface Done {
  readonly seconds: number;
  /** Milliseconds of each, the shortest first. */
  readonly latencies: readonly number[];
}

/** So many of something, so many at a time. */
export const inParallel = async (
  count: number,
  atOnce: number,
  one: (n: number) => Promise<unknown>,
): Promise<Done> => {
  const latencies: number[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) {
      const began = performance.now();
      await one(n);
      latencies.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { seconds: (performance.now() - began) / 1_000, latencies: latencies.toSorted((a, b) => a - b) };
};

/** Until nothing waits in a queue, and no parcel is on its way. */
export const untilQuiet = async (shop: Shop): Promise<void> => {
  for (let quiet = 0; quiet < 8; await sleep(250)) {
    const busy = (await readQueues(shop.aws.sqs)).some(({ messages }) => messages > 0);
    quiet = busy ? 0 : quiet + 1;
  }
};
