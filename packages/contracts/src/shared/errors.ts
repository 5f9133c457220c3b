/** What a pub/sub handler answers Dapr with when it meets the error. There is no DROP: it deletes the message. */
export type PubsubAnswer = 'SUCCESS' | 'RETRY';

/** What a saga does when a step meets the error. */
export type SagaAnswer = 'retry' | 'compensate';

export interface ErrorRow {
  readonly http: number;
  readonly pubsub: PubsubAnswer;
  readonly saga: SagaAnswer;
  readonly title: string;
}

const outcome = (http: number, title: string): ErrorRow => ({ http, pubsub: 'SUCCESS', saga: 'compensate', title });
const transient = (http: number, title: string): ErrorRow => ({ http, pubsub: 'RETRY', saga: 'retry', title });

/**
 * Every error the shop can answer with, and what it means to each transport. The only place where a code meets a status.
 * A refusal (`outcome`) is final; a `transient` error is worth another try.
 */
export const errorCatalogue = {
  'request.invalid': outcome(400, 'The request does not match its contract'),
  'request.malformed': outcome(400, 'The request body cannot be read'),
  'request.too_large': outcome(413, 'The request body is too large'),
  'request.unsupported_media': outcome(415, 'The media type is not supported'),
  'route.not_found': outcome(404, 'There is nothing at this address'),
  'method.not_allowed': outcome(405, 'This method is not allowed here'),
  'auth.required': outcome(401, 'Sign in first'),
  'auth.invalid': outcome(401, 'The access token is not valid'),
  'auth.forbidden': outcome(403, 'You may not do this'),
  'rate.limited': transient(429, 'Too many requests'),
  'shop.overloaded': transient(503, 'The shop is too busy'),
  'idempotency.key_required': outcome(400, 'An Idempotency-Key header is required'),
  'idempotency.key_reused': outcome(422, 'The Idempotency-Key was used with another request'),
  'idempotency.in_progress': transient(409, 'The first request with this Idempotency-Key is still running'),
  'version.conflict': outcome(409, 'The resource has changed since it was read'),
  'write.contended': transient(503, 'Too many writers at once'),
  'dependency.unavailable': transient(503, 'A service this depends on is not available'),
  'dependency.timeout': { http: 504, pubsub: 'RETRY', saga: 'compensate', title: 'A service did not answer in time' },
  'deadline.exceeded': { http: 504, pubsub: 'RETRY', saga: 'compensate', title: 'There was not enough time' },
  'event.malformed': transient(400, 'The message does not match its contract'),
  'internal.error': transient(500, 'Something went wrong on our side'),

  'user.not_found': outcome(404, 'There is no such user'),
  'user.email_taken': outcome(409, 'This email address is already registered'),
  'user.username_taken': outcome(409, 'This username is already taken'),
  'user.credentials_invalid': outcome(401, 'Email or password is wrong'),
  'user.password_weak': outcome(400, 'The password is too easy to guess'),
  'user.refresh_invalid': outcome(401, 'The refresh token is not valid'),
  'user.registration_invalid': outcome(400, 'The registration token or its password is not valid'),
  'user.address_change_invalid': outcome(400, 'The token for another address is not valid'),
  'user.reset_invalid': outcome(400, 'The password reset token is not valid'),
  'user.key_not_found': outcome(404, 'There is no such API key'),
  'user.keys_full': outcome(409, 'There are too many API keys'),

  'product.not_found': outcome(404, 'There is no such product'),
  'product.exists': outcome(409, 'A product with this id already exists'),
  'stock.insufficient': outcome(409, 'There is not enough stock'),
  'reservation.closed': outcome(409, 'The reservation is already released'),

  'cart.line_not_found': outcome(404, 'The product is not in the cart'),
  'cart.full': outcome(409, 'The cart cannot hold more lines'),
  'cart.empty': outcome(409, 'The cart is empty'),
  'cart.guest_invalid': outcome(400, 'The guest token is not valid'),

  'order.not_found': outcome(404, 'There is no such order'),
  'order.status_conflict': outcome(409, 'The order cannot move to this status'),
  'order.not_cancellable': outcome(409, 'The order can no longer be cancelled'),
  'order.not_parked': outcome(409, 'The order does not wait for a person'),
  'order.total_changed': outcome(409, 'The total differs from the expected one'),
  'order.refund_exceeded': outcome(409, 'The refund is more than what was captured'),
  'order.cancelled_by_customer': outcome(409, 'The order was cancelled by the customer'),
  'order.timed_out': outcome(409, 'The order could not be completed in time'),

  'payment.not_found': outcome(404, 'There is no such payment'),
  'payment.declined': outcome(402, 'The card was declined'),
  'payment.insufficient_funds': outcome(402, 'The card has insufficient funds'),
  'payment.card_expired': outcome(402, 'The card has expired'),
  'payment.processing_error': outcome(402, 'The card could not be processed'),
  'payment.token_invalid': outcome(400, 'The payment token is not valid'),
  'payment.card_invalid': outcome(400, 'The card details are not valid'),
  'payment.card_not_taken': outcome(400, 'Card numbers are not taken here'),
  'payment.voided': outcome(409, 'The payment was already undone'),
  'payment.already_authorized': outcome(409, 'The order already has a payment that holds or took money'),
  'payment.not_capturable': outcome(409, 'There is no authorisation to capture'),
  'payment.not_voidable': outcome(409, 'The payment was captured: refund it'),
  'payment.refund_exceeded': outcome(409, 'The refund is more than what was captured'),

  'shipment.not_found': outcome(404, 'There is no such shipment'),
  'shipment.cancelled': outcome(409, 'The shipment was cancelled'),
  'shipment.not_released': outcome(409, 'The shipment is still held'),
  'shipment.already_dispatched': outcome(409, 'The shipment is already on its way'),
  'shipment.not_dispatched': outcome(409, 'The shipment is not on its way yet'),
  'shipping.region_unserved': outcome(409, 'We do not deliver to this country'),

  'queue.not_found': outcome(404, 'There is no such queue'),
  'discard.unconfirmed': outcome(400, 'The name of the queue must be said twice'),
  'conservation.running': outcome(409, 'A check is already running'),
  'conservation.not_found': outcome(404, 'There is no such check'),
  'chaos.disabled': outcome(403, 'The chaos panel is not here'),
  'chaos.target_unknown': outcome(404, 'There is no such process or queue'),

  'notification.template_unknown': outcome(400, 'There is no such template'),
  'notification.channel_failed': transient(503, 'The message could not be sent'),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorCatalogue;

/** All codes, as the tuple that `z.enum` wants. */
export const errorCodes = Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]];
