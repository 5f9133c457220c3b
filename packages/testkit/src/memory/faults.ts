import { DomainError, errors } from '@mercato/kit/errors';

/**
 * What goes wrong with one call. `unavailable`: nothing was done and it is known. `notDone` and `lostAnswer`: the caller
 * sees a timeout; nothing was done, or all of it. `conflict` (writes only): somebody else was first.
 */
export type Fault = 'unavailable' | 'notDone' | 'lostAnswer' | 'conflict' | DomainError;

interface Planned {
  readonly fault: Fault;
  readonly applies: (subject: string) => boolean;
  left: number;
}

/** Faults planned per operation, taken in order. */
export class FaultPlan {
  readonly #planned = new Map<string, Planned[]>();

  add(operation: string, fault: Fault, options: { readonly times?: number; readonly subject?: string } = {}): void {
    const { subject, times = 1 } = options;
    const applies = (s: string): boolean => subject === undefined || s === subject;
    this.#planned.set(operation, [...(this.#planned.get(operation) ?? []), { fault, applies, left: times }]);
  }

  /** Runs one operation under the next fault planned for it, if any. */
  async run<T>(operation: string, subject: string, work: () => T | Promise<T>, onConflict?: T): Promise<T> {
    const fault = this.#take(operation, subject);
    if (fault === undefined) return work();
    if (fault === 'conflict' && onConflict !== undefined) return onConflict;
    if (fault === 'lostAnswer') await work();
    if (fault instanceof DomainError) throw fault;
    throw fault === 'unavailable' ? errors.unavailable(operation) : errors.timeout(operation);
  }

  /** Planned but never met: a test that expects its fault to fire asserts that this is empty. */
  get pending(): readonly string[] {
    return [...this.#planned].filter(([, list]) => list.some((p) => p.left > 0)).map(([operation]) => operation);
  }

  #take(operation: string, subject: string): Fault | undefined {
    const next = this.#planned.get(operation)?.find((p) => p.left > 0 && p.applies(subject));
    if (next) next.left -= 1;
    return next?.fault;
  }
}
