import { z } from 'zod';
import { country, defineMessage, id, timestamp } from '../shared/index.ts';

const data = z.object({
  shipmentId: id,
  orderId: id,
  userId: id,
  version: z.int(),
  carrier: z.string(),
  trackingNumber: z.string(),
  region: country,
  at: timestamp,
});
const event = {
  kind: 'event',
  owner: 'shipping',
  consumers: ['order', 'notification', 'analytics'],
  key: 'orderId',
  data,
} as const;

export const shipmentDispatched = defineMessage({
  ...event,
  topic: 'shipping-dispatched-v1',
  summary: 'A parcel left for its recipient',
});

export const shipmentDelivered = defineMessage({
  ...event,
  topic: 'shipping-delivered-v1',
  summary: 'A parcel arrived',
});
