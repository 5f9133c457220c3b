import type { orderApi } from '@mercato/contracts/order';
import { type Handlers, ok } from '@mercato/kit/service';
import type { OrderDeps } from '../use-cases/deps.ts';

/** What an operator replays the archive of events through. */
export const indexHandlers = ({ indexRepair }: OrderDeps): Pick<Handlers<typeof orderApi>, 'rebuildIndex'> => ({
  rebuildIndex: async ({ params, body }) => ok(await indexRepair.rebuild({ ...params, ...body })),
});
