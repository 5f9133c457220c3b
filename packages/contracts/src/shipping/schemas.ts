import { z } from 'zod';
import { address, id, money, stepKey, timestamp } from '../shared/index.ts';

export const shipmentStatus = z.enum(['held', 'ready', 'dispatched', 'delivered', 'cancelled']);
export type ShipmentStatus = z.infer<typeof shipmentStatus>;

/** The parcel of one order. It is `held` until the order is confirmed, then `ready` for the carrier. */
export const shipment = z
  .object({
    id,
    orderId: id,
    userId: id,
    status: shipmentStatus,
    carrier: z.string(),
    trackingNumber: z.string(),
    address,
    bookedAt: timestamp,
    dispatchedAt: timestamp.nullable(),
    deliveredAt: timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Shipment' });
export type Shipment = z.infer<typeof shipment>;

export const shippingQuote = z
  .object({ carrier: z.string(), price: money, minDays: z.int(), maxDays: z.int() })
  .meta({ id: 'ShippingQuote' });
export type ShippingQuote = z.infer<typeof shippingQuote>;

export const bookRequest = z.strictObject({
  key: stepKey,
  orderId: id,
  userId: id,
  address,
  /** Units in the parcel. */
  units: z.int().min(1),
});
export type BookRequest = z.infer<typeof bookRequest>;
export const shipmentStep = z.strictObject({ key: stepKey, orderId: id });
export type ShipmentStep = z.infer<typeof shipmentStep>;
