import type { ChaosPanel, ChaosRequest } from '@mercato/contracts/operations';
import { shopQueues } from '@mercato/queues';
import { type Clock, iso } from '@mercato/kit/time';
import { refusals } from '../domain/errors.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { DeadLetterOffice } from '../ports/dead-letters.ts';
import type { Processes } from '../ports/processes.ts';
import { audited } from './dead-letters.ts';

export interface ChaosDeps {
  /** Undefined everywhere but in a local shop that was started with the panel. */
  readonly processes: Processes | undefined;
  readonly office: DeadLetterOffice;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

interface Done {
  readonly until: string | null;
  readonly eventId: string | null;
}

export const chaosPanel = async ({ processes }: Pick<ChaosDeps, 'processes'>): Promise<ChaosPanel> => ({
  enabled: processes !== undefined,
  targets: [...((await processes?.list()) ?? [])],
  queues: processes ? shopQueues.map(({ name }) => name) : [],
});

const inflict = async (processes: Processes, { office, clock }: ChaosDeps, asked: ChaosRequest): Promise<Done> => {
  const { action, target } = asked;
  if (action === 'poison') return { until: null, eventId: await office.poison(target) };
  if (action === 'pause' || action === 'slow') {
    await processes[action](target, asked.seconds);
    return { until: iso(clock.now() + asked.seconds * 1_000), eventId: null };
  }
  await processes[action](target);
  return { until: null, eventId: null };
};

/** Does something bad to the local shop, on purpose. */
export const doChaos = async (deps: ChaosDeps, actor: string, asked: ChaosRequest) => {
  const { processes, audit } = deps;
  if (!processes) throw refusals.noChaos();
  const { action, target } = asked;
  const what = 'seconds' in asked ? [`${asked.seconds} s`] : [];
  const done = await audited(
    audit,
    { actor, action, target, what },
    {
      run: () => inflict(processes, deps, asked),
      count: () => 1,
      detail: ({ eventId }) => eventId,
    },
  );
  return { target, action, ...done };
};
