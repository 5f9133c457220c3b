import { orderApi } from '@mercato/contracts/order';
import { notificationApi } from '@mercato/contracts/notification';
import { expect, it } from 'vitest';
import { AdminApi } from '../../../tools/order/admin-api.ts';
import { collect, type Sources } from '../../../tools/order/collect.ts';
import { format } from '../../../tools/order/format.ts';
import { plain } from '../../../tools/order/paint.ts';
import { firstAdminOf } from '../../support/session.ts';
import { cards, newProduct, newShopper, placement, until, untilOrder } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

const sources = async ({ shop }: ReturnType<GetWorld>): Promise<Sources> => {
  const api = await AdminApi.signIn(shop.url, firstAdminOf(shop));
  return { api, queues: { sqs: shop.aws.sqs, endpoint: shop.localAws.endpoints.snssqs }, logs: shop.logFolder };
};

export const orderTool = (world: GetWorld): void => {
  it('`npm run order` shows all of an order on one screen', async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 2, price: 1250 });
    const shopper = await newShopper(client);
    const { id } = await shopper.client.expect(orderApi.placeOrder, 201, { ...placement({ productId }), wait: 20 });
    await untilOrder(shopper, id, (o) => o.status === 'delivered');
    await until('four mails', async () => {
      const { items } = await shopper.client.expect(notificationApi.listNotifications, 200);
      return items.length === 4 ? true : undefined;
    });
    const dossier = await collect(id, await sources(world()));
    expect(dossier?.requests[0]?.services).toEqual(
      expect.arrayContaining(['gateway', 'order', 'payment', 'product', 'shipping']),
    );
    const screen = dossier ? format(dossier, plain) : '';
    for (const part of [
      new RegExp(`^Order ${id}  delivered  12\\.50 EUR$`, 'm'),
      /^Checkout v\d+, forward, done$/m,
      /^ {2}reserve-stock +\S+ done$/m,
      /^Payment pay-\S+ {2}captured/m,
      /captured +12\.50 EUR/,
      new RegExp(`^  ${productId}  available 1, on hand 1, reserved 0, sold 1, received 2$`, 'm'),
      /committed +1 {2}\S+:reserve-stock:0/,
      /^Shipment delivered/m,
      /email sent +Your order \S+ was delivered/,
      /^Messages none in any queue$/m,
      /trace [0-9a-f]{32}/,
    ]) {
      expect(screen).toMatch(part);
    }
    expect(screen.split('\n').length).toBeLessThan(50);
  });

  it('shows a refused order with its undo, and knows no order that there is not', async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 2 });
    const shopper = await newShopper(client);
    const declined = placement({ productId, card: cards.declined });
    const { id } = await shopper.client.expect(orderApi.placeOrder, 201, { ...declined, wait: 20 });
    const tool = await sources(world());
    const dossier = await collect(id, tool);
    const screen = dossier ? format(dossier, plain) : '';
    expect(screen).toMatch(/^Checkout v\d+, back, undone$/m);
    expect(screen).toMatch(/^ {2}reserve-stock +\S+ done +undo \S+ done$/m);
    expect(screen).toContain('turned back: payment.declined');
    expect(await collect('no-such-order', tool)).toBeUndefined();
    expect(await collect('../no id', tool)).toBeUndefined();
  });
};
