import type { ConservationRun } from '@mercato/contracts/operations';

/** A check with when its runner last said that it is at it. */
export interface StoredRun extends ConservationRun {
  readonly beatAt: number;
}

/** The latest checks: durable, and shared by all replicas. */
export interface Runs {
  /** False where another one was begun since `after`, the latest that the caller knows of. */
  begin(run: StoredRun, after: string | undefined): Promise<boolean>;
  keep(run: StoredRun): Promise<void>;
  find(id: string): Promise<StoredRun | undefined>;
  /** Newest first. */
  latest(): Promise<readonly StoredRun[]>;
}
