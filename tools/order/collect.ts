import { type Notification, notificationApi } from '@mercato/contracts/notification';
import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { productApi } from '@mercato/contracts/product';
import { shippingApi } from '@mercato/contracts/shipping';
import type { QueueSource } from '@mercato/queues';
import type { AdminApi } from './admin-api.ts';
import type { Dossier } from './dossier.ts';
import { linesIn, requestsAbout } from './log-lines.ts';
import { messagesAbout } from './queues.ts';

export interface Sources {
  readonly api: AdminApi;
  readonly queues: QueueSource;
  /** The folder of the services' logs. */
  readonly logs: string;
}

/** Undefined where there is no such order. */
export const collect = async (id: string, { api, queues, logs }: Sources): Promise<Dossier | undefined> => {
  const found = await api.read(orderApi.getRecord, { params: { id } });
  if (found === undefined) return undefined;
  const record = 'order' in found ? found : undefined;
  const about = { params: { orderId: id } };
  const [payment, shipment, messages, mails, stock] = await Promise.all([
    api.read(paymentApi.getOrderPayment, about),
    api.read(shippingApi.getShipment, about),
    messagesAbout(id, queues),
    record ? mailsAbout(id, record.order.userId, api) : [],
    Promise.all((record?.requested ?? []).map(({ productId }) => stockOf(productId, api))),
  ]);
  const requests = requestsAbout(id, linesIn(logs));
  return { id, record, payment, shipment, messages, mails, requests, stock: stock.filter((s) => s !== undefined) };
};

const stockOf = (id: string, api: AdminApi) => api.read(productApi.getReservations, { params: { id } });

const mailsAbout = async (orderId: string, userId: string, api: AdminApi): Promise<readonly Notification[]> => {
  const page = await api.read(notificationApi.listNotifications, { query: { userId, limit: '100' } });
  return (page?.items ?? []).filter((mail) => mail.orderId === orderId).toReversed();
};
