import { runInContext } from '@mercato/kit/context';
import { randomIds } from '@mercato/kit/ids';

/** Runs what serves many callers, or none, outside of the deadline of whoever happened to start it. */
export const detached = <T>(work: () => Promise<T>): Promise<T> =>
  runInContext({ requestId: randomIds.uuid(), deadline: Number.MAX_SAFE_INTEGER }, work);
