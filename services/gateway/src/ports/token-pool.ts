import type { Granted, Report } from '../domain/shared-buckets.ts';

/** The budgets that all replicas of the gateway share. Both may fail or be late: whoever asks does not depend on it. */
export interface TokenPool {
  /** Takes a report of a caller's use to account, and grants what may be spent until the next. */
  settle(caller: string, report: Report, replicas: number): Promise<Granted>;
  /** Tells that this replica is there; how many there are. */
  announce(): Promise<number>;
}
