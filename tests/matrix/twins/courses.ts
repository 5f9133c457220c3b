import { cancelOrder, orderApi, refundOrder } from '@mercato/contracts/order';
import { changeStock } from '@mercato/contracts/product';
import { outgoing } from '@mercato/kit/messaging';
import { iso } from '@mercato/kit/time';
import type { MemoryShop } from '../../support/memory-shop/index.ts';
import { address } from '../../support/shopper.ts';

/** What is done in a shop, whatever goes wrong meanwhile. */
export type Course = (shop: MemoryShop) => Promise<void>;

const orderOf = async (shop: MemoryShop, user: string): Promise<void> => {
  await shop.client(user).expect(orderApi.placeOrder, 202, {
    idempotencyKey: 'k1',
    body: {
      lines: [{ productId: 'mug', quantity: 2 }],
      shippingAddress: address,
      payment: { token: 'tok_success_visa_4242_1' },
    },
  });
};

/** Somebody orders two mugs. */
export const buys: Course = async (shop) => {
  await orderOf(shop, 'ada');
  await shop.settle();
};

const commandOf = (shop: MemoryShop) => {
  const [orderId = ''] = shop.acceptedOrders;
  return { orderId, commandId: 'c1', requestedAt: iso(shop.clock.now()) };
};

/** Buys, then gives a part of the money back. */
export const buysAndIsRefunded: Course = async (shop) => {
  await buys(shop);
  const command = commandOf(shop);
  const data = { ...command, amount: { amount: 500, currency: 'EUR' as const } };
  await shop.publish(outgoing(refundOrder, data, { distinct: 'c1', time: command.requestedAt }));
  await shop.settle();
};

/** Two buy, then the first one cancels what is confirmed. */
export const buysAndCancels: Course = async (shop) => {
  await buys(shop);
  await orderOf(shop, 'bob');
  await shop.settle();
  const command = commandOf(shop);
  const data = { ...command, userId: 'ada' };
  await shop.publish(outgoing(cancelOrder, data, { distinct: 'c1', time: command.requestedAt }));
  await shop.settle();
};

/** Buys while one of two replicas of the product service counts a delivery of five mugs. */
export const buysDuringADelivery: Course = async (shop) => {
  shop.host('product').addReplica();
  const command = { commandId: 'delivery', productId: 'mug', change: { delta: 5 } };
  await shop.publish(outgoing(changeStock, command, { distinct: 'delivery', time: iso(shop.clock.now()) }));
  await buys(shop);
};
