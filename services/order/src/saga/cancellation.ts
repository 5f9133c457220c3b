import type { SagaDefinition } from '@mercato/kit/saga';
import { cancelVersion, type OrderState } from '../domain/order.ts';
import type { SagaPorts } from './saga-ports.ts';
import { cancelShipment } from './steps/cancel-shipment.ts';
import { refundPayment } from './steps/refund-payment.ts';
import { returnStock } from './steps/return-stock.ts';

export const cancellation = ({ inventory, payments, shipping }: SagaPorts): SagaDefinition<OrderState> => ({
  id: 'cancellation',
  version: cancelVersion,
  timedOut: 'order.timed_out',
  steps: [cancelShipment(shipping), refundPayment(payments), returnStock(inventory)],
});
