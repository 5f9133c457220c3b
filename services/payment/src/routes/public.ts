import type { paymentApi } from '@mercato/contracts/payment';
import { type Handlers, accepted, created, ok } from '@mercato/kit/service';
import { payments } from '../domain/errors.ts';
import { orderIdOf } from '../domain/payment.ts';
import { captureByHand, processByHand, refundByHand, voidByHand } from '../use-cases/by-hand.ts';
import type { PaymentParts } from '../use-cases/parts.ts';
import { receiveNotice } from '../use-cases/receive-notice.ts';
import { showTo } from '../use-cases/show.ts';
import { tokenize } from '../use-cases/tokenize.ts';

type Public = Pick<
  Handlers<typeof paymentApi>,
  | 'tokenizeCard'
  | 'processPayment'
  | 'capturePayment'
  | 'voidPayment'
  | 'refundPayment'
  | 'getPayment'
  | 'getOrderPayment'
  | 'stripeWebhook'
>;

const handOf = (request: { readonly caller: { readonly userId: string }; readonly idempotencyKey: string }) => ({
  userId: request.caller.userId,
  idempotencyKey: request.idempotencyKey,
});

export const publicRoutes = (parts: PaymentParts): Public => ({
  tokenizeCard: async ({ body }) => ({ status: 201, body: await tokenize(parts, body) }),

  processPayment: async (request) => {
    const payment = await processByHand(parts, handOf(request), request.body);
    return created(payment, `/api/payments/${payment.id}`);
  },

  capturePayment: async (request) => ok(await captureByHand(parts, handOf(request), request.body.orderId)),

  voidPayment: async (request) => ok(await voidByHand(parts, handOf(request), request.body.orderId)),

  refundPayment: async (request) => {
    const { orderId } = request.body;
    await refundByHand(parts, handOf(request), request.body);
    return accepted(orderId, `/api/orders/${orderId}`);
  },

  getPayment: async ({ caller, params }) => {
    const orderId = orderIdOf(params.id);
    if (orderId === undefined) throw payments.notFound(params.id);
    return ok(await showTo(parts, caller, orderId));
  },

  stripeWebhook: async ({ rawBody, headers, log }) => {
    await receiveNotice(parts, { rawBody, signature: headers['stripe-signature'], log });
    return ok({ received: true });
  },

  getOrderPayment: async ({ caller, params }) => ok(await showTo(parts, caller, params.orderId)),
});
