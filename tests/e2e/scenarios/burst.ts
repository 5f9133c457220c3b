import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Order, orderApi, orderPage } from '@mercato/contracts/order';
import type { Accepted } from '@mercato/contracts/shared';
import { expect, it } from 'vitest';
import { allPages, readQueues } from '@mercato/conservation';
import type { CallOptions } from '../../support/shop-client.ts';
import { cards, newProduct, newShopper, placement, type Shopper, stockBecomes, until } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

const many = <T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)));

const at = <T>(items: readonly T[], n: number): T => {
  const item = items[n % items.length];
  if (item === undefined) throw new Error('there is none');
  return item;
};

/** These orders as the listing of all shows them, once the order service has nothing left to do. */
const atRest = async (
  { admin, shop }: ReturnType<GetWorld>,
  accepted: readonly { readonly id: string }[],
): Promise<readonly Order[]> => {
  const wanted = new Set(accepted.map(({ id }) => id));
  return until(
    `${wanted.size} orders to come to rest`,
    async () => {
      // The queue is asked, not the shop, which has enough to do.
      const queues = await readQueues(shop.aws.sqs);
      if (queues.some(({ name, messages }) => name.startsWith('order-') && messages > 0)) return undefined;
      const all = await allPages(admin, orderApi.listAllOrders, (body) => orderPage.parse(body));
      const found = all.filter((order) => wanted.has(order.id) && order.status !== 'pending');
      return found.length === wanted.size ? found : undefined;
    },
    30_000 + wanted.size * 300,
  );
};

/** A thousand need some minutes of two cores: `BURST=1000` for who has them. */
const checkouts = Number(process.env['BURST'] ?? 200);
const declinedEvery = 8;

/** Posts until it is accepted, as a client does that was told to come back: the key makes it one order. */
const insist = async (shopper: Shopper, request: CallOptions): Promise<Accepted> => {
  const keyed = { ...request, idempotencyKey: randomUUID() };
  for (let attempt = 1; ; attempt += 1) {
    const { status, body } = await shopper.client.call<Accepted>(orderApi.placeOrder, keyed);
    if (status === 202) return body;
    if (attempt === 5 || (status !== 429 && status < 500)) throw new Error(`${status}: ${JSON.stringify(body)}`);
    await sleep(1_000);
  }
};

export const burst = (world: GetWorld): void => {
  it(`${checkouts} checkouts posted at once all come to an end`, { timeout: 60_000 + checkouts * 400 }, async () => {
    const { client, admin } = world();
    const products = await many(10, () => newProduct(admin, { stock: checkouts }));
    const shoppers = await many(8, () => newShopper(client));
    const cardOf = (n: number): string => (n % declinedEvery === 0 ? cards.declined : cards.success);
    const accepted = await many(checkouts, (n) =>
      insist(at(shoppers, n), placement({ productId: at(products, n), card: cardOf(n) })),
    );
    const orders = await atRest(world(), accepted);
    expect(new Set(orders.map((order) => order.id)).size).toBe(checkouts);
    const declined = orders.filter((order) => order.status === 'cancelled');
    expect(declined.map((order) => order.cancellation?.code)).toEqual(
      Array.from({ length: checkouts / declinedEvery }, () => 'payment.declined'),
    );
  });

  it('of 64 buyers of the last 10 pieces 10 get one', async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 10 });
    const shoppers = await many(8, () => newShopper(client));
    const accepted = await many(64, (n) =>
      at(shoppers, n).client.expect(orderApi.placeOrder, 202, placement({ productId })),
    );
    const orders = await atRest(world(), accepted);
    const refused = orders.filter((order) => order.status === 'cancelled');
    expect(refused.map((order) => order.cancellation?.code)).toEqual(refused.map(() => 'stock.insufficient'));
    expect(orders.length - refused.length).toBe(10);
    await stockBecomes(client, productId, { available: 0, onHand: 0, reserved: 0, sold: 10, received: 10 });
  });
};
