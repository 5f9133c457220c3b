import type { ErrorCode } from '@mercato/contracts/shared';
import { isRefusal } from '../errors/index.ts';
import { ok } from './reply.ts';

/** How a service answers another one: what was done, or why not. */
export type Verdict<T> =
  ({ readonly verdict: 'ok' } & T) | { readonly verdict: 'refused'; readonly code: ErrorCode; readonly detail: string };

/** Answers 200 either way, so that breakers count failures and not business; a failure is thrown on. */
export const verdict = async <T extends object>(work: () => Promise<T>) => {
  const answer = (body: Verdict<T>) => ok(body);
  try {
    return answer({ verdict: 'ok', ...(await work()) });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return answer({ verdict: 'refused', code: error.code, detail: error.message });
  }
};
