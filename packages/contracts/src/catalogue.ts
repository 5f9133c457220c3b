import { analyticsApi } from './analytics/index.ts';
import { cartApi } from './cart/index.ts';
import { gatewayApi } from './gateway/index.ts';
import { notificationApi } from './notification/index.ts';
import * as notification from './notification/messages.ts';
import { operationsApi } from './operations/index.ts';
import { orderApi } from './order/index.ts';
import * as order from './order/messages.ts';
import { paymentApi } from './payment/index.ts';
import * as payment from './payment/messages.ts';
import { productApi } from './product/index.ts';
import * as product from './product/messages.ts';
import type { ApiContract, MessageContract, ServiceName } from './shared/index.ts';
import { shippingApi } from './shipping/index.ts';
import * as shipping from './shipping/messages.ts';
import { userApi } from './user/index.ts';

/** Every route of every service: what OpenAPI, the gateway's routing table and the hostile-input tests are made from. */
export const apis: Readonly<Record<ServiceName, ApiContract>> = {
  gateway: gatewayApi,
  user: userApi,
  product: productApi,
  order: orderApi,
  notification: notificationApi,
  payment: paymentApi,
  cart: cartApi,
  shipping: shippingApi,
  analytics: analyticsApi,
  operations: operationsApi,
};

/** Every topic: what AsyncAPI and the checks of subscriptions, queues and dead-letter queues are made from. */
export const messages: readonly MessageContract[] = [order, payment, product, shipping, notification].flatMap((m) =>
  Object.values<MessageContract>(m),
);
