import { type Order, orderApi, orderPage } from '@mercato/contracts/order';
import { expect, it } from 'vitest';
import { allPages, readQueues } from '../../conservation/index.ts';
import { cards, newProduct, newShopper, placement, stockBecomes, until } from '../../support/shopper.ts';
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
    90_000,
  );
};

const declinedEvery = 8;

export const burst = (world: GetWorld): void => {
  it('200 checkouts posted at once all come to an end', async () => {
    const { client, admin } = world();
    const products = await many(10, () => newProduct(admin, { stock: 100 }));
    const shoppers = await many(8, () => newShopper(client));
    const cardOf = (n: number): string => (n % declinedEvery === 0 ? cards.declined : cards.success);
    const accepted = await many(200, (n) => {
      const request = placement({ productId: at(products, n), card: cardOf(n) });
      return at(shoppers, n).client.expect(orderApi.placeOrder, 202, request);
    });
    const orders = await atRest(world(), accepted);
    const declined = orders.filter((order) => order.status === 'cancelled');
    expect(declined.map((order) => order.cancellation?.code)).toEqual(
      Array.from({ length: 200 / declinedEvery }, () => 'payment.declined'),
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
