import type { Target } from '../domain/target.ts';

/** Which processes there are to look at. */
export interface Targets {
  list(): Promise<readonly Target[]>;
}
