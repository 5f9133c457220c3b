import { randomUUID } from 'node:crypto';
import { orderConfirmed, setOrderStatus } from '@mercato/contracts/order';
import { type Outgoing, outgoing } from '@mercato/kit/messaging';

const at = '2026-01-01T00:00:00.000Z';

/** A well-formed event that several services consume. */
export const someEvent = (orderId = `o-${randomUUID()}`): Outgoing =>
  outgoing(
    orderConfirmed,
    { orderId, userId: 'u1', version: 1, region: 'DE', at, items: [], total: { amount: 1, currency: 'EUR' } },
    { distinct: 1, time: at },
  );

/** A well-formed command, which the order service both sends and takes. */
export const someCommand = (orderId = `o-${randomUUID()}`): Outgoing =>
  outgoing(
    setOrderStatus,
    { commandId: randomUUID(), orderId, status: 'shipped', requestedAt: at },
    { distinct: 1, time: at },
  );
