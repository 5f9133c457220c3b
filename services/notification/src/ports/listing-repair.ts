import type { IndexReport } from '@mercato/contracts/shared';

export interface Rebuild {
  readonly userId: string;
  /** What the events say that stands there. */
  readonly ids: readonly string[];
  /** Whether that is all that is archived of it. */
  readonly whole: boolean;
  /** Else the listing is only compared. */
  readonly repair: boolean;
}

/** Makes listings again that were damaged. */
export interface ListingRepair {
  rebuild(request: Rebuild): Promise<IndexReport>;
}
