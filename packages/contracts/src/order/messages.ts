import { z } from 'zod';
import { address, country, defineMessage, errorCodes, id, money, textLine, timestamp } from '../shared/index.ts';
import { paymentToken } from '../payment/schemas.ts';
import { orderLine, orderRequestLine } from './schemas.ts';

const command = { kind: 'command', owner: 'order', consumers: ['order'], key: 'orderId' } as const;

/** Holds everything the checkout needs: it is the record that the order will be handled. */
export const checkoutOrder = defineMessage({
  ...command,
  topic: 'order-checkout-v1',
  summary: 'Carry an accepted order through checkout',
  data: z.object({
    orderId: id,
    userId: id,
    /** SHA-256 of the request, so that a key used for another request is noticed. */
    requestHash: z.string(),
    lines: z.array(orderRequestLine).min(1).max(50),
    shippingAddress: address,
    paymentToken,
    expectedTotal: money.optional(),
    acceptedAt: timestamp,
  }),
});

export const cancelOrder = defineMessage({
  ...command,
  topic: 'order-cancel-v1',
  summary: 'Cancel an order, and give back what was taken',
  data: z.object({ commandId: z.string(), orderId: id, userId: id, requestedAt: timestamp }),
});

export const refundOrder = defineMessage({
  ...command,
  topic: 'order-refund-v1',
  summary: 'Give back part or all of what an order paid; all that is left without an amount',
  data: z.object({
    commandId: z.string(),
    orderId: id,
    amount: money.optional(),
    reason: textLine(200).optional(),
    requestedAt: timestamp,
  }),
});

export const setOrderStatus = defineMessage({
  ...command,
  topic: 'order-set-status-v1',
  summary: 'Mark an order as shipped or delivered by hand',
  data: z.object({
    commandId: z.string(),
    orderId: id,
    status: z.enum(['shipped', 'delivered']),
    requestedAt: timestamp,
  }),
});

const fact = { orderId: id, userId: id, version: z.int(), region: country, at: timestamp };
const event = { kind: 'event', owner: 'order', key: 'orderId' } as const;

export const orderPlaced = defineMessage({
  ...event,
  topic: 'order-placed-v1',
  consumers: ['order', 'analytics'],
  summary: 'An order was taken up; the stock is not reserved yet, so there are no prices',
  data: z.object({ ...fact, items: z.array(orderRequestLine) }),
});

export const orderConfirmed = defineMessage({
  ...event,
  topic: 'order-confirmed-v1',
  consumers: ['cart', 'shipping', 'notification', 'analytics'],
  summary: 'An order is paid and its stock sold',
  data: z.object({ ...fact, items: z.array(orderLine), total: money }),
});

export const orderCancelled = defineMessage({
  ...event,
  topic: 'order-cancelled-v1',
  consumers: ['notification', 'analytics'],
  summary: 'An order ended without delivery; nothing is held or kept',
  data: z.object({
    ...fact,
    items: z.array(orderLine),
    total: money.nullable(),
    refunded: money.nullable(),
    code: z.enum(errorCodes),
    detail: z.string(),
  }),
});
