import { sendNotification } from '@mercato/contracts/notification';
import { orderCancelled, orderConfirmed } from '@mercato/contracts/order';
import { paymentCaptured, paymentRefunded } from '@mercato/contracts/payment';
import type { DataOf, MessageContract } from '@mercato/contracts/shared';
import { shipmentDelivered, shipmentDispatched } from '@mercato/contracts/shipping';
import { type Subscription, subscription } from '@mercato/kit/messaging';
import {
  cancellationOf,
  confirmationOf,
  type Content,
  deliveryOf,
  dispatchOf,
  paymentOf,
  refundOf,
} from '../domain/content.ts';
import type { NotificationDeps } from '../use-cases/notification-deps.ts';
import { notify } from '../use-cases/notify.ts';

/** Each fact becomes one mail of its own, whatever came before or after it. */
const mailOn = <M extends MessageContract>(
  deps: NotificationDeps,
  contract: M,
  contentOf: (data: DataOf<M>) => Content,
): Subscription => subscription(contract, (message) => notify(deps, message, 'email', contentOf(message.data)));

export const notificationSubscriptions = (deps: NotificationDeps): readonly Subscription[] => [
  mailOn(deps, orderConfirmed, confirmationOf),
  mailOn(deps, orderCancelled, cancellationOf),
  mailOn(deps, paymentCaptured, paymentOf),
  mailOn(deps, paymentRefunded, refundOf),
  mailOn(deps, shipmentDispatched, dispatchOf),
  mailOn(deps, shipmentDelivered, deliveryOf),
  subscription(sendNotification, (message) => {
    const { userId, channel, template, data } = message.data;
    const orderId = typeof data['orderId'] === 'string' ? data['orderId'] : null;
    return notify(deps, message, channel, { template, userId, orderId, values: data });
  }),
];
