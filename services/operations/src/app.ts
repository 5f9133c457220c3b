import { operationsApi } from '@mercato/contracts/operations';
import { type App, createService, type ServiceDefinition, type ServiceOptions } from '@mercato/kit/service';
import { checkRoutes } from './routes/checks.ts';
import { deadLetterRoutes } from './routes/dead-letters.ts';
import { figureRoutes } from './routes/figures.ts';
import type { OperationsDeps } from './use-cases/deps.ts';

type Around = Omit<ServiceOptions<typeof operationsApi>, 'name' | 'api' | 'handlers' | 'subscriptions'>;

/** The operations service over its ports. */
export const operationsService = (deps: OperationsDeps): ServiceDefinition<typeof operationsApi> => ({
  name: 'operations',
  api: operationsApi,
  handlers: { ...figureRoutes(deps), ...deadLetterRoutes(deps), ...checkRoutes(deps) },
});

export const createApp = (deps: OperationsDeps, around: Around): Promise<App> =>
  createService({ ...around, ...operationsService(deps) });
