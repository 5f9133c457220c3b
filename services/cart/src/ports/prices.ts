import type { Prices } from '../domain/view.ts';

/** What products cost now and how many there are. Throws `dependency.*` when nobody can tell. */
export interface PriceList {
  of(productIds: readonly string[]): Promise<Prices>;
}
