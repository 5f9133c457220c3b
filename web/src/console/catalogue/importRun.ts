/** Where an import stands. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** The batch that is next: where to go on after a failure. */
  readonly next: number;
}

interface Run<T> {
  readonly batches: readonly (readonly T[])[];
  /** Of one batch, under a key of its own: sending it again changes nothing. */
  readonly send: (batch: readonly T[], key: string) => Promise<unknown>;
  readonly runId: string;
  readonly from: number;
  readonly tell: (progress: Progress) => void;
}

const count = (batches: readonly (readonly unknown[])[]): number =>
  batches.reduce((sum, { length }) => sum + length, 0);

/** Sends one batch after the other from the given one on, and tells how far it is. Ends with the first that fails. */
export const sendBatches = async <T>({ batches, send, runId, from, tell }: Run<T>): Promise<void> => {
  const total = count(batches);
  tell({ done: count(batches.slice(0, from)), total, next: from });
  for (const [index, batch] of batches.entries()) {
    if (index < from) continue;
    await send(batch, `import-${runId}-${index}`);
    tell({ done: count(batches.slice(0, index + 1)), total, next: index + 1 });
  }
};
