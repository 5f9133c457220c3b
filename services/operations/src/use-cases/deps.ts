import type { Clock } from '@mercato/kit/time';

/** All that the operations service works with. */
export interface OperationsDeps {
  readonly clock: Clock;
  readonly settings: { readonly chaos: boolean; readonly traceUrl: string | null; readonly everySeconds: number };
}
