import type { analyticsApi } from '@mercato/contracts/analytics';
import { type Handlers, ok } from '@mercato/kit/service';
import type { AnalyticsDeps } from '../use-cases/deps.ts';
import { listEvents } from '../use-cases/list-events.ts';

export const eventHandlers = (deps: AnalyticsDeps): Handlers<typeof analyticsApi> => ({
  listEvents: async ({ query }) => ok(await listEvents(deps, query)),
});
