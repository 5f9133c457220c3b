import { z } from 'zod';
import { id, stepKey, timestamp } from '../shared/index.ts';
import { stockLevel } from './schemas.ts';

export const reservation = z.object({
  key: stepKey,
  /** `released` is a tombstone: its units went back, or were never taken. */
  status: z.enum(['reserved', 'committed', 'released']),
  quantity: z.int(),
  at: timestamp,
});
export type Reservation = z.infer<typeof reservation>;

/**
 * The stock of a product with the reservations stored beside it, from one read, so that the sums agree. Open ones are
 * all there; of closed ones the latest few hundred.
 */
export const reservationBook = z
  .object({
    productId: id,
    stock: stockLevel,
    reservations: z.array(reservation),
    deletedAt: timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'ReservationBook' });
export type ReservationBook = z.infer<typeof reservationBook>;
