import { notificationApi } from '@mercato/contracts/notification';
import { type Order, orderApi } from '@mercato/contracts/order';
import { expect, it } from 'vitest';
import { checkIndexes } from '../../../tools/replay/replay.ts';
import { runTool } from '../../support/run-tool.ts';
import { newProduct, newShopper, placement, type Shopper, until } from '../../support/shopper.ts';
import type { GetWorld, World } from '../../support/world.ts';

/** Takes an item out of the table, past the service that owns it. */
const lose = async ({ shop }: World, key: string): Promise<void> => {
  const item = { key: { S: key } };
  expect(await shop.aws.dynamodb.getItem('mercato', item)).toBeDefined();
  await shop.aws.dynamodb.deleteItem('mercato', item);
};

/** The item of this kind that holds an order. */
const keyWith = async ({ shop }: World, kind: string, orderId: string): Promise<string> => {
  for await (const { key, value } of shop.aws.dynamodb.scan('mercato')) {
    if (key?.S?.startsWith(kind) && value?.S?.includes(orderId)) return key.S;
  }
  throw new Error(`No ${kind} holds ${orderId}`);
};

const buy = async ({ admin }: World, { client }: Shopper): Promise<Order> => {
  const productId = await newProduct(admin, { stock: 1, price: 1000 });
  return client.expect(orderApi.placeOrder, 201, { ...placement({ productId }), wait: 20 });
};

const listed = async ({ client, id }: Shopper): Promise<readonly string[]> => {
  const { items } = await client.expect(orderApi.listOrders, 200, { params: { userId: id } });
  return items.map((order) => order.id);
};

const untilListed = (shopper: Shopper, count: number): Promise<readonly string[]> =>
  until(`${count} orders in the listing`, async () => {
    const ids = await listed(shopper);
    return ids.length === count ? ids : undefined;
  });

const untilMailed = (shopper: Shopper): Promise<readonly string[]> =>
  until('the mails of two orders', async () => {
    const { items } = await shopper.client.expect(notificationApi.listNotifications, 200);
    return items.length === 8 ? items.map(({ id }) => id) : undefined;
  });

/** Near the end, since it looks at every index of the shop. */
export const replay = (world: GetWorld): void => {
  it('`npm run replay` makes damaged listings again from the archive, while the shop sells', async () => {
    const shopper = await newShopper(world().client);
    const orders = [await buy(world(), shopper), await buy(world(), shopper)];
    const before = await untilListed(shopper, 2);
    const mails = await untilMailed(shopper);

    await lose(world(), `order||orders-of:${shopper.id}`);
    await lose(world(), await keyWith(world(), 'order||orders-on:', orders[0]?.id ?? ''));
    await lose(world(), `notification||notifications-of:${shopper.id}:head`);
    expect(await listed(shopper)).toEqual([]);

    const [found, differences] = await runTool(
      world(),
      'replay',
      '--index',
      'orders-by-user',
      '--check',
      '--wait',
      '1',
    );
    expect(differences).toContain(`orders-by-user differs, ${shopper.id}: missing `);
    expect(differences).toMatch(/^✗ orders-by-user: \d+ listings, \d+ entries, 0 made again, 1 differ$/m);
    expect(found).toBe(1);
    expect(await listed(shopper)).toEqual([]);

    const third = buy(world(), shopper);
    const [code, said] = await runTool(world(), 'replay', '--index', 'all');
    expect(said).toMatch(/^✓ orders-by-user: .* 1 made again, 0 differ$/m);
    expect(said).toMatch(/^✓ all-orders: .* 1 made again, 0 differ$/m);
    expect(said).toMatch(/^✓ notifications: .* 1 made again, 0 differ$/m);
    expect(said).toMatch(/^✓ active-parcels: .* 0 differ$/m);
    expect(code).toBe(0);
    const { id } = await third;
    expect(await untilListed(shopper, 3)).toEqual([id, ...before]);
    const { items } = await shopper.client.expect(notificationApi.listNotifications, 200, { query: { limit: '100' } });
    expect(items.map((mail) => mail.id)).toEqual(expect.arrayContaining([...mails]));
  });

  it('every index of the shop is what its events say', async () => {
    const { shop, admin } = world();
    expect(
      await checkIndexes((service) => admin.at(shop.app(service).url, shop.asGateway), { waitMs: 20_000 }),
    ).toEqual([]);
  });
};
