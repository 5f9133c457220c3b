import type { ConservationRun } from '@mercato/contracts/operations';

export type Progress = ConservationRun['progress'];

export interface Checking {
  readonly waitMs: number;
  readonly accepted: readonly string[];
  readonly poison: readonly string[];
  /** The administrator's, with whose rights the services are asked. */
  readonly authorization: string;
}

/** What a check came to. */
export type Verdict = Pick<ConservationRun, 'summary' | 'findings' | 'violations'>;

/** Reads the whole shop and says what in it breaks the promises. */
export interface Books {
  check(asked: Checking, told: (progress: Progress) => void): Promise<Verdict>;
}
