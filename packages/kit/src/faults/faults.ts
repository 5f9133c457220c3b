import type { ArmedPoint } from './armed-fault.ts';

/** What only the place itself can do about a fault it met. */
export type Special = 'hang-up' | 'conflict';

/** Faults that a test armed, met at named points. In production there are none. */
export interface Faults {
  /** Does what is armed here, if anything; each armed fault is met by one process, as often as it says. */
  readonly at: (point: ArmedPoint, label: string, key: string) => Promise<Special | undefined>;
}
