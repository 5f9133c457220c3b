import type { operationsApi } from '@mercato/contracts/operations';
import { type Handlers, ok } from '@mercato/kit/service';
import { overviewOf } from '../domain/overview.ts';
import { serviceMapOf } from '../domain/service-map.ts';
import type { OperationsDeps } from '../use-cases/deps.ts';

type Figures = Pick<Handlers<typeof operationsApi>, 'getSettings' | 'getOverview' | 'getServiceMap'>;

export const figureRoutes = ({ sampler, settings, promised, ways, everyMs, clock }: OperationsDeps): Figures => ({
  getSettings: async () => ok(settings),
  getOverview: async ({ query: { minutes, points } }) =>
    ok(overviewOf(sampler.seen, promised, { now: clock.now(), minutes, points, everyMs })),
  getServiceMap: async () => ok(serviceMapOf(sampler.seen, ways, clock.now())),
});
