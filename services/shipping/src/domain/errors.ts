import { DomainError, errors } from '@mercato/kit/errors';

export const shipments = {
  notFound: (orderId: string) => new DomainError('shipment.not_found', `Order ${orderId} has no shipment`),
  cancelled: (orderId: string) =>
    new DomainError('shipment.cancelled', `The shipment of order ${orderId} was cancelled and stays so`),
  notReleased: (orderId: string) =>
    new DomainError('shipment.not_released', `The shipment of order ${orderId} is held until the order is confirmed`),
  alreadyDispatched: (orderId: string) =>
    new DomainError('shipment.already_dispatched', `The shipment of order ${orderId} is already on its way`),
  notDispatched: (orderId: string) =>
    new DomainError('shipment.not_dispatched', `The shipment of order ${orderId} is not on its way yet`),
  /** The order is confirmed, so its booking must be on its way to us: worth another try. */
  notYetBooked: (orderId: string) => errors.unavailable(`The booking of order ${orderId}`),
  orderIdTooLong: (most: number) =>
    errors.invalid([{ in: 'body', pointer: '/orderId', message: `must have at most ${most} characters` }]),
  unserved: (country: string) => new DomainError('shipping.region_unserved', `We do not deliver to ${country}`),
} as const;
