import type { AuditAction, AuditEntry } from '@mercato/contracts/operations';

export type Planned = Pick<AuditEntry, 'actor' | 'action' | 'target' | 'what'>;
export type Outcome = Pick<AuditEntry, 'count' | 'detail'> & { readonly outcome: 'done' | 'failed' };

export interface AuditQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly action?: AuditAction | undefined;
}

/** Who did what and when: durable, and shared by all replicas. */
export interface AuditTrail {
  /** Puts down what is about to be done; answers how to say what came of it. */
  begin(planned: Planned): Promise<(outcome: Outcome) => Promise<void>>;
  /** Newest first. Throws `request.invalid` for a cursor it never gave out. */
  page(query: AuditQuery): Promise<{ readonly items: AuditEntry[]; readonly nextCursor: string | null }>;
}
