import type { Surroundings } from '@mercato/kit/dapr';
import type { z } from 'zod';
import type { operationsConfig } from './config.ts';
import type { OperationsDeps } from './use-cases/deps.ts';

type Needs = Pick<Surroundings<z.output<typeof operationsConfig>>, 'config' | 'clock'>;

/** Puts the service together from what surrounds it. */
export const compose = ({ config, clock }: Needs): OperationsDeps => ({
  clock,
  settings: { chaos: false, traceUrl: config.TRACE_URL ?? null, everySeconds: 5 },
});
