import type { operationsApi } from '@mercato/contracts/operations';
import { type Handlers, ok } from '@mercato/kit/service';
import { discardLetters, redriveLetters } from '../use-cases/dead-letters.ts';
import type { OperationsDeps } from '../use-cases/deps.ts';

type Mending = Pick<
  Handlers<typeof operationsApi>,
  'listDeadLetterQueues' | 'showDeadLetters' | 'redriveDeadLetters' | 'discardDeadLetters' | 'listAudit'
>;

export const deadLetterRoutes = (deps: OperationsDeps): Mending => ({
  listDeadLetterQueues: async () => ok(await deps.office.list()),
  showDeadLetters: async ({ params: { queue } }) => ok(await deps.office.show(queue)),
  redriveDeadLetters: async ({ caller, params: { queue }, body: asked }) =>
    ok(await redriveLetters(deps, { actor: caller.userId, queue, asked })),
  discardDeadLetters: async ({ caller, params: { queue }, body }) =>
    ok(await discardLetters(deps, { actor: caller.userId, queue, ...body })),
  listAudit: async ({ query }) => ok(await deps.audit.page(query)),
});
