import type { Promised } from '../domain/promises.ts';
import type { Ways } from '../domain/service-map.ts';
import type { ChaosDeps } from './chaos.ts';
import type { ConservationDeps } from './conservation.ts';
import type { MendingDeps } from './dead-letters.ts';
import type { Sampler } from './sampler.ts';

/** All that the operations service works with. */
export interface OperationsDeps extends MendingDeps, ChaosDeps, ConservationDeps {
  readonly sampler: Pick<Sampler, 'seen'>;
  readonly promised: readonly Promised['row'][];
  readonly ways: Ways;
  /** Between two looks. */
  readonly everyMs: number;
  readonly settings: { readonly chaos: boolean; readonly traceUrl: string | null; readonly everySeconds: number };
}
