import { z } from 'zod';
import { address, errorCodes, id, money, page, pageQuery, timestamp } from '../shared/index.ts';
import { card, paymentToken } from '../payment/schemas.ts';

/** `accepted`: recorded, not yet begun. `delivered` and `cancelled` are final. */
export const orderStatus = z.enum(['accepted', 'pending', 'processing', 'shipped', 'delivered', 'cancelled']);
export type OrderStatus = z.infer<typeof orderStatus>;

export const orderRequestLine = z.strictObject({ productId: id, quantity: z.int().min(1).max(99) });

/** Without `lines` the signed-in shopper's cart is ordered. A card is exchanged for a token at once and goes no further. */
export const placeOrderRequest = z.strictObject({
  lines: z
    .array(orderRequestLine)
    .min(1)
    .max(50)
    .refine(
      (lines) => new Set(lines.map((l) => l.productId)).size === lines.length,
      'a product may stand in one line only',
    )
    .optional(),
  shippingAddress: address,
  payment: z.union([z.strictObject({ card }), z.strictObject({ token: paymentToken })]),
  /** Refuse the order if its total is not this. */
  expectedTotal: money.optional(),
});
export type PlaceOrderRequest = z.infer<typeof placeOrderRequest>;

/** Name and price are copies, made when the stock was reserved. */
export const orderLine = z.object({
  productId: id,
  quantity: z.int(),
  sku: z.string(),
  name: z.string(),
  unitPrice: money,
  lineTotal: money,
});
export type OrderLine = z.infer<typeof orderLine>;

export const cancellation = z.object({ code: z.enum(errorCodes), detail: z.string(), at: timestamp });

export const order = z
  .object({
    id,
    userId: id,
    status: orderStatus,
    /** Prices and names are known once the stock is reserved: before, `lines` is empty and `total` null. */
    lines: z.array(orderLine),
    total: money.nullable(),
    shippingAddress: address,
    payment: z.object({ paymentId: id.nullable(), captured: money.nullable(), refunded: money.nullable() }),
    shipment: z.object({ shipmentId: id, carrier: z.string(), trackingNumber: z.string() }).nullable(),
    cancellation: cancellation.nullable(),
    /** Set when an undo keeps failing and a person must look. */
    needsAttention: z.object({ reason: z.string(), since: timestamp }).nullable(),
    placedAt: timestamp,
    updatedAt: timestamp,
    version: z.int(),
  })
  .meta({ id: 'Order' });
export type Order = z.infer<typeof order>;

/** An order whose command is recorded but not yet begun. */
export const acceptedOrder = z
  .object({ id, status: z.literal('accepted'), placedAt: timestamp })
  .meta({ id: 'AcceptedOrder' });

/** `seq` counts from 1 and never changes; it is the event id of the stream. */
export const timelineEntry = z
  .object({
    seq: z.int(),
    at: timestamp,
    kind: z.enum(['status', 'step', 'undo', 'refund', 'note']),
    name: z.string(),
    outcome: z.enum(['started', 'done', 'refused', 'uncertain', 'failed']),
    detail: z.string().nullable(),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const timeline = z.object({ orderId: id, status: orderStatus, entries: z.array(timelineEntry) });
export const orderPage = page(order);

/** What an administrator looks for. With any of it, pages may be short or empty; the last one has no `nextCursor`. */
export const orderQuery = pageQuery.extend({
  status: orderStatus.exclude(['accepted']).optional(),
  userId: id.optional(),
  /** Those that wait for a person. */
  parked: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
  /** Placed at this moment or later, and before that one. */
  since: timestamp.optional(),
  before: timestamp.optional(),
});
export type OrderQuery = z.infer<typeof orderQuery>;

/** `orders-by-user`: a listing for each user. `all-orders`: one for each day (UTC) on which orders were placed. */
export const orderIndexName = z.enum(['orders-by-user', 'all-orders']);
export type OrderIndexName = z.infer<typeof orderIndexName>;

export const rebuildRequest = z.strictObject({
  /** What the events say that stands there. */
  entries: z.array(z.strictObject({ orderId: id, at: timestamp })).max(4_000),
  /** Whether that is all that is archived of it: then what else stands there must be confirmed by the orders. */
  whole: z.boolean(),
  repair: z.boolean(),
});
export type RebuildRequest = z.infer<typeof rebuildRequest>;
