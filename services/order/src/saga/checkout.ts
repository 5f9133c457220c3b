import type { SagaDefinition } from '@mercato/kit/saga';
import { checkoutVersion, type OrderState } from '../domain/order.ts';
import type { SagaPorts } from './saga-ports.ts';
import { authorizePayment } from './steps/authorize-payment.ts';
import { bookShipment } from './steps/book-shipment.ts';
import { capturePayment } from './steps/capture-payment.ts';
import { confirmOrder } from './steps/confirm-order.ts';
import { reserveStock } from './steps/reserve-stock.ts';

export const checkout = ({ inventory, payments, shipping }: SagaPorts): SagaDefinition<OrderState> => ({
  id: 'checkout',
  version: checkoutVersion,
  timedOut: 'order.timed_out',
  steps: [
    reserveStock(inventory),
    authorizePayment(payments),
    bookShipment(shipping),
    capturePayment(payments),
    confirmOrder(inventory),
  ],
});
