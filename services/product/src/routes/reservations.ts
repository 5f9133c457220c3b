import type { productApi } from '@mercato/contracts/product';
import { type Handlers, verdict } from '@mercato/kit/service';
import type { Reservations } from '../use-cases/reservations.ts';

type ReservationRoutes = 'reserve' | 'commit' | 'release';

/** What the checkout asks of the stock. */
export const reservationRoutes = (
  reservations: Reservations,
): Pick<Handlers<typeof productApi>, ReservationRoutes> => ({
  reserve: ({ body }) => verdict(() => reservations.reserve(body)),
  commit: ({ body }) => verdict(() => reservations.commit(body)),
  release: ({ body }) => verdict(() => reservations.release(body)),
});
