import type { operationsApi } from '@mercato/contracts/operations';
import { errors } from '@mercato/kit/errors';
import { type Handlers, ok } from '@mercato/kit/service';
import { iso } from '@mercato/kit/time';
import type { OperationsDeps } from '../use-cases/deps.ts';

export const consoleRoutes = ({ clock, settings }: OperationsDeps): Handlers<typeof operationsApi> => {
  const nothingYet = (): Promise<never> => Promise.reject(errors.unavailable('operations'));
  const shop = {
    ordersPerMinute: [],
    refusedPerMinute: [],
    failedPerMinute: [],
    successRate: [],
    revenue: [],
    parked: null,
  };
  return {
    getSettings: async () => ok(settings),
    getOverview: async () => ok({ at: iso(clock.now()), stepSeconds: 10, times: [], shop, promises: [], services: [] }),
    getServiceMap: async () => ok({ at: iso(clock.now()), services: [], edges: [] }),
    listDeadLetterQueues: async () => ok({ items: [] }),
    showDeadLetters: nothingYet,
    redriveDeadLetters: nothingYet,
    discardDeadLetters: nothingYet,
    listAudit: async () => ok({ items: [], nextCursor: null }),
    startConservation: nothingYet,
    listConservation: async () => ok({ items: [] }),
    getConservation: nothingYet,
    getChaos: async () => ok({ enabled: false, targets: [], queues: [] }),
    doChaos: nothingYet,
  };
};
