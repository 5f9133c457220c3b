import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { describe, expect, it } from 'vitest';
import {
  cards,
  newProduct,
  newShopper,
  placement,
  type Shopper,
  stockBecomes,
  untilOrder,
} from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

/** Nothing was taken for the order, and nothing is held. */
const nothingTaken = async (shopper: Shopper, orderId: string): Promise<void> => {
  const reply = await shopper.client.call<{
    captured: { amount: number };
    refunded: { amount: number };
    status: string;
  }>(paymentApi.getOrderPayment, { params: { orderId } });
  if (reply.status === 404) return;
  expect(reply.body.captured.amount).toBe(reply.body.refunded.amount);
  expect(['declined', 'voided', 'refunded']).toContain(reply.body.status);
};

const untouched = { available: 3, onHand: 3, reserved: 0, sold: 0, received: 3 };

export const refusals = (world: GetWorld): void => {
  describe('a card that is refused', () => {
    it.each([
      ['declined', cards.declined, 'payment.declined'],
      ['short of funds', cards.insufficientFunds, 'payment.insufficient_funds'],
    ])('as %s ends the order: stock back, nothing taken', async (_, number, code) => {
      const { client, admin } = world();
      const productId = await newProduct(admin, { stock: 3 });
      const shopper = await newShopper(client);
      const order = await shopper.client.expect(orderApi.placeOrder, 201, {
        ...placement({ productId, quantity: 2, card: number }),
        wait: 20,
      });
      expect(order).toMatchObject({ status: 'cancelled', cancellation: { code } });
      await nothingTaken(shopper, order.id);
      await stockBecomes(client, productId, untouched);
    });
  });

  it('a provider that answers too late leaves nothing held and nothing captured', async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 3 });
    const shopper = await newShopper(client);
    const { id } = await shopper.client.expect(orderApi.placeOrder, 202, placement({ productId, card: cards.late }));
    const order = await untilOrder(shopper, id, (o) => o.status === 'cancelled');
    expect(order.needsAttention).toBeNull();
    // Long enough for the late answer to have come.
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    await nothingTaken(shopper, id);
    await stockBecomes(client, productId, untouched);
  });

  it('more than there is in stock is refused by name', async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 3 });
    const shopper = await newShopper(client);
    const order = await shopper.client.expect(orderApi.placeOrder, 201, {
      ...placement({ productId, quantity: 4 }),
      wait: 20,
    });
    expect(order).toMatchObject({ status: 'cancelled', cancellation: { code: 'stock.insufficient' } });
    await stockBecomes(client, productId, untouched);
  });

  it('of two buyers of the last piece one wins', async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 1 });
    const shoppers = await Promise.all([newShopper(client), newShopper(client)]);
    const orders = await Promise.all(
      shoppers.map((s) => s.client.expect(orderApi.placeOrder, 201, { ...placement({ productId }), wait: 20 })),
    );
    expect(orders.map((o) => o.status).toSorted()).toEqual(['cancelled', 'processing']);
    await stockBecomes(client, productId, { available: 0, onHand: 0, reserved: 0, sold: 1, received: 1 });
  });
};
