import type { OrderIndexName } from '@mercato/contracts/order';
import type { IndexReport } from '@mercato/contracts/shared';
import type { IndexEntry } from './order-index.ts';

export interface Rebuild {
  readonly index: OrderIndexName;
  /** A user, or a day. */
  readonly listing: string;
  /** What the events say that stands there. */
  readonly entries: readonly IndexEntry[];
  /** Whether that is all that is archived of it. */
  readonly whole: boolean;
  /** Else the listing is only compared. */
  readonly repair: boolean;
}

/** Makes listings again that were damaged. */
export interface IndexRepair {
  rebuild(request: Rebuild): Promise<IndexReport>;
}
