import { errors } from '../errors/index.ts';
import { timeLeft } from './context.ts';

/**
 * Runs `work` against the shrinking deadline and `most` milliseconds. Losing the race throws `dependency.timeout`: the
 * work may or may not have been done, so the caller must treat it as uncertain. No call of the Dapr SDK has a timeout.
 */
export const withTimeout = async <T>(
  what: string,
  most: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const ms = timeLeft(most);
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(errors.timeout(what));
      abort.abort();
    }, ms);
  });
  try {
    return await Promise.race([work(abort.signal), late]);
  } finally {
    clearTimeout(timer);
  }
};
