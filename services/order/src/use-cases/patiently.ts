import { timeLeft } from '@mercato/kit/context';
import { waitFor } from '@mercato/kit/service';
import type { Clock } from '@mercato/kit/time';

// What it takes to still answer before the caller's deadline.
const toAnswerMs = 500;

/** Polls for an outcome as long as the client wants to wait, but not past its deadline. Every replica can do it. */
export const patiently = <T>(clock: Clock, ms: number, read: () => Promise<T | undefined>): Promise<T | undefined> =>
  waitFor(read, { ms: Math.max(0, timeLeft(ms + toAnswerMs) - toAnswerMs), clock });
