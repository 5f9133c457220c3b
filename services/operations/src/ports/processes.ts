import type { ChaosTarget } from '@mercato/contracts/operations';

/** The processes of a local shop, by the names that their supervisor gives them. */
export interface Processes {
  list(): Promise<readonly Pick<ChaosTarget, 'name' | 'service' | 'kind' | 'state' | 'until'>[]>;
  kill(name: string): Promise<void>;
  /** Stops it for some seconds. It goes on by itself after them, whatever becomes of us. */
  pause(name: string, seconds: number): Promise<void>;
  /** Lets it run for a part of the time only. */
  slow(name: string, seconds: number): Promise<void>;
  resume(name: string): Promise<void>;
}
