import { cartApi } from '@mercato/contracts/cart';
import { notificationApi } from '@mercato/contracts/notification';
import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { shippingApi } from '@mercato/contracts/shipping';
import { userApi } from '@mercato/contracts/user';
import { type FrontDoor, stockUp } from '../../support/memory-shop/index.ts';
import { newShopper, placement, type Shopper } from '../../support/shopper.ts';
import type { Belongings } from './rules.ts';

export interface Customer extends Shopper {
  readonly belongings: Belongings;
  /** Everything that is the customer's, as the customer sees it. */
  readonly view: () => Promise<readonly unknown[]>;
}

/** Somebody with a profile, a cart, an order, a payment, a parcel and mails. */
export const newCustomer = async ({ shop, stranger }: FrontDoor): Promise<Customer> => {
  const shopper = await newShopper(stranger);
  const { client, id: userId } = shopper;
  const { id: orderId } = await client.expect(orderApi.placeOrder, 202, placement({ productId: 'mug' }));
  await shop.settle();
  await client.expect(cartApi.putItem, 200, { params: { productId: 'mug' }, body: { quantity: 3 } });
  const { id: paymentId } = await client.expect(paymentApi.getOrderPayment, 200, { params: { orderId } });
  const byOrder = { params: { orderId } };
  const view = async (): Promise<readonly unknown[]> => [
    await client.expect(userApi.getUser, 200, { params: { id: userId } }),
    await client.expect(cartApi.getCart, 200),
    await client.expect(orderApi.listOrders, 200, { params: { userId } }),
    await client.expect(orderApi.getOrder, 200, { params: { id: orderId } }),
    await client.expect(paymentApi.getOrderPayment, 200, byOrder),
    await client.expect(shippingApi.getShipment, 200, byOrder),
    await client.expect(notificationApi.listNotifications, 200),
  ];
  return { ...shopper, belongings: { userId, orderId, paymentId }, view };
};

export const stockTheShop = ({ shop }: FrontDoor): Promise<void> =>
  stockUp(shop, { mug: { units: 1_000, price: 1_250 }, p1: { units: 10, price: 100 } });
