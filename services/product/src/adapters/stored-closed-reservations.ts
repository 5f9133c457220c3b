import type { StateStore } from '@mercato/kit/state';
import type { Clock } from '@mercato/kit/time';
import type { ClosedReservation } from '../domain/reservation.ts';
import type { ClosedEntry } from '../domain/retention.ts';
import type { ClosedReservations } from '../ports/closed-reservations.ts';
import { inParallel } from './in-parallel.ts';
import { updateItem } from './update-item.ts';

const atOnce = 16;
const keyOf = (productId: string, key: string): string => `closed-reservation:${productId}:${key}`;

/** One item for each closed reservation: found by its key, however many a product has. */
export class StoredClosedReservations implements ClosedReservations {
  readonly #deps: { readonly store: StateStore; readonly clock: Clock };

  constructor(deps: { readonly store: StateStore; readonly clock: Clock }) {
    this.#deps = deps;
  }

  async find(productId: string, key: string): Promise<ClosedReservation | undefined> {
    const stored = await this.#deps.store.get<ClosedReservation>(keyOf(productId, key));
    return stored?.value;
  }

  async keep(productId: string, entries: readonly ClosedEntry[]): Promise<void> {
    await inParallel(entries, atOnce, ([key, { status, quantity, at }]) =>
      updateItem<ClosedReservation>(this.#deps, keyOf(productId, key), (current) =>
        current?.status === 'released' || current?.status === status ? undefined : { status, quantity, at },
      ),
    );
  }
}
