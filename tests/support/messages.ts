import { randomUUID } from 'node:crypto';
import { orderConfirmed } from '@mercato/contracts/order';
import { type Outgoing, outgoing } from '@mercato/kit/messaging';

const at = '2026-01-01T00:00:00.000Z';

/** A well-formed event that several services consume. */
export const someEvent = (orderId = `o-${randomUUID()}`): Outgoing =>
  outgoing(
    orderConfirmed,
    { orderId, userId: 'u1', version: 1, region: 'DE', at, items: [], total: { amount: 1, currency: 'EUR' } },
    { distinct: 1, time: at },
  );
