import { AsyncLocalStorage } from 'node:async_hooks';
import { errors } from '../errors/index.ts';
import { randomIds } from '../ids/index.ts';
import { systemClock } from '../time/index.ts';

/** What belongs to one request or message and goes along with every call made for it. */
export interface CallContext {
  /** Correlation id: the same in every service's logs. */
  readonly requestId: string;
  /** Epoch milliseconds after which nobody waits for the answer any more. */
  readonly deadline: number;
  /** Who asked, once that is known: for the log. */
  userId?: string;
}

const storage = new AsyncLocalStorage<CallContext>();

export const runInContext = <T>(context: CallContext, work: () => T): T => storage.run(context, work);

export const currentContext = (): CallContext | undefined => storage.getStore();

/** Runs what serves many callers or none, or goes on after the answer, outside of the deadline of whoever began it. */
export const detached = <T>(work: () => Promise<T>): Promise<T> =>
  runInContext({ requestId: randomIds.uuid(), deadline: Number.MAX_SAFE_INTEGER }, work);

/** Runs what others may wait for too as a part of the same request, but outside of its deadline. */
export const unhurried = <T>(work: () => Promise<T>): Promise<T> => {
  const context = currentContext();
  return context ? runInContext({ ...context, deadline: Number.MAX_SAFE_INTEGER }, work) : work();
};

/** Milliseconds left for a call that may take at most `most`; throws `deadline.exceeded` when none are. */
export const timeLeft = (most: number): number => {
  const context = storage.getStore();
  if (!context) return most;
  const left = Math.min(most, context.deadline - systemClock.now());
  if (left <= 0) throw errors.deadline();
  return left;
};

const answerMs = 100;

/**
 * The deadline that a callee is given by a caller who waits until then: a little earlier, so that its answer, be it that
 * it had too little time, still finds somebody who waits.
 */
export const shorter = (deadline: number): number =>
  deadline - Math.min(answerMs, Math.max(0, deadline - systemClock.now()) / 10);
