import type { operationsApi } from '@mercato/contracts/operations';
import { accepted, type Handlers, ok } from '@mercato/kit/service';
import { chaosPanel, doChaos } from '../use-cases/chaos.ts';
import { findCheck, listChecks, startCheck } from '../use-cases/conservation.ts';
import type { OperationsDeps } from '../use-cases/deps.ts';

type Checks = Pick<
  Handlers<typeof operationsApi>,
  'startConservation' | 'listConservation' | 'getConservation' | 'getChaos' | 'doChaos'
>;

export const checkRoutes = (deps: OperationsDeps): Checks => ({
  startConservation: async ({ caller, body: { waitSeconds, ...expected }, headers }) => {
    const { authorization = '' } = headers;
    const asked = { ...expected, waitMs: waitSeconds * 1_000, authorization };
    const id = await startCheck(deps, caller.userId, asked);
    return accepted(id, `/api/operations/conservation/${id}`);
  },
  listConservation: async () => ok({ items: [...(await listChecks(deps))] }),
  getConservation: async ({ params: { id } }) => ok(await findCheck(deps, id)),
  getChaos: async () => ok(await chaosPanel(deps)),
  doChaos: async ({ caller, body }) => ok(await doChaos(deps, caller.userId, body)),
});
