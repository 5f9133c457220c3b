export interface AuditEntry {
  readonly action: 'redrive' | 'discard';
  readonly queue: string;
  readonly what: unknown;
}

/** Writes down what is about to be done; it is not done where that fails. */
export type Audit = (entry: AuditEntry) => void | Promise<void>;
