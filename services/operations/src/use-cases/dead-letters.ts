import type { RedriveRequest } from '@mercato/contracts/operations';
import { refusals } from '../domain/errors.ts';
import type { AuditTrail, Planned } from '../ports/audit-trail.ts';
import type { DeadLetterOffice } from '../ports/dead-letters.ts';

export interface MendingDeps {
  readonly office: DeadLetterOffice;
  readonly audit: AuditTrail;
}

interface Work<T> {
  readonly run: () => Promise<T>;
  readonly count: (result: T) => number;
  readonly detail?: (result: T) => string | null;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Puts down what is about to be done, does it, and puts down what came of it. Nothing is done that cannot be put down. */
export const audited = async <T>(audit: AuditTrail, planned: Planned, work: Work<T>): Promise<T> => {
  const settle = await audit.begin(planned);
  try {
    const result = await work.run();
    await settle({ outcome: 'done', count: work.count(result), detail: work.detail?.(result) ?? null });
    return result;
  } catch (error) {
    await settle({ outcome: 'failed', count: null, detail: reasonOf(error) });
    throw error;
  }
};

const missingOf = ({ missing }: { readonly missing: readonly string[] }): string | null =>
  missing.length === 0 ? null : `not found: ${missing.join(', ')}`;

export const redriveLetters = async (
  { office, audit }: MendingDeps,
  { actor, queue, asked }: { readonly actor: string; readonly queue: string; readonly asked: RedriveRequest },
) => {
  const { queue: target } = office.named(queue);
  const what = 'all' in asked ? ['all'] : asked.ids;
  return audited(
    audit,
    { actor, action: 'redrive', target, what },
    {
      run: () => office.redrive(queue, asked),
      count: ({ moved }) => moved,
      detail: missingOf,
    },
  );
};

export interface Discarding {
  readonly actor: string;
  readonly queue: string;
  readonly ids: readonly string[];
  readonly confirm: string;
}

export const discardLetters = async ({ office, audit }: MendingDeps, { actor, queue, ids, confirm }: Discarding) => {
  const { queue: target } = office.named(queue);
  if (confirm !== target) throw refusals.unconfirmed(target);
  const settle = await audit.begin({ actor, action: 'discard', target, what: [...ids] });
  const told: string[] = [];
  // Before each is deleted, what it was stands in the trail.
  const tell = async (what: string): Promise<void> => {
    told.push(what);
    await settle({ outcome: 'done', count: told.length, detail: told.join('\n') });
  };
  try {
    const result = await office.discard(queue, ids, tell);
    await settle({
      outcome: 'done',
      count: result.discarded,
      detail: [...told, missingOf(result) ?? []].flat().join('\n'),
    });
    return result;
  } catch (error) {
    await settle({ outcome: 'failed', count: null, detail: [...told, reasonOf(error)].join('\n') });
    throw error;
  }
};
