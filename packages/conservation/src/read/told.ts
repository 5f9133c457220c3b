/** How far a reading is: what is read now, how much of it is done, and of how much where that is known. */
export interface ReadingProgress {
  readonly step: 'waiting' | 'events' | 'orders' | 'products' | 'queues' | 'checking';
  readonly done: number;
  readonly total: number | null;
}

export type Told = (progress: ReadingProgress) => void;

/** Tells of each piece of work that is done. */
export const counting = (told: Told | undefined, step: ReadingProgress['step'], total: number): (() => void) => {
  let done = 0;
  told?.({ step, done, total });
  return () => told?.({ step, done: ++done, total });
};
