import type { Clock } from '../time/index.ts';

const firstPause = 25;
const longestPause = 250;
// For those who hear of it in most cases.
const firstLook = 200;
const longestUnheard = 500;

interface Waiting {
  readonly ms: number;
  readonly clock: Clock;
}

/** Polls until `read` finds something or `ms` are over, with pauses that grow from 25 to 250 ms. It reads at least once. */
export const waitFor = async <T>(read: () => Promise<T | undefined>, waiting: Waiting): Promise<T | undefined> => {
  const until = waiting.clock.now() + waiting.ms;
  return (await read()) ?? poll(read, { until, clock: waiting.clock, first: firstPause, longest: longestPause });
};

/**
 * Reads when something was heard, and now and then while nothing is: what it waits for may come about in another process.
 * It does not read at once.
 */
export const waitForNews = async <T>(
  read: () => Promise<T | undefined>,
  { ms, clock, heard }: Waiting & { readonly heard: AbortSignal },
): Promise<T | undefined> =>
  poll(read, { until: clock.now() + ms, clock, first: firstLook, longest: longestUnheard, heard });

interface Polling {
  readonly until: number;
  readonly clock: Clock;
  readonly first: number;
  readonly longest: number;
  readonly heard?: AbortSignal;
}

const poll = async <T>(
  read: () => Promise<T | undefined>,
  { until, clock, first, longest, heard }: Polling,
): Promise<T | undefined> => {
  // What is heard during a read may be newer than what that finds.
  let isNews = heard !== undefined;
  for (let pause = first; ; pause = Math.min(pause * 2, longest)) {
    const left = until - clock.now();
    if (left <= 0) return undefined;
    if (!isNews || !heard?.aborted) await rest(clock, Math.min(pause, left), isNews ? heard : undefined);
    if (heard?.aborted) isNews = false;
    const found = await read();
    if (found !== undefined) return found;
  }
};

const rest = async (clock: Clock, ms: number, heard: AbortSignal | undefined): Promise<void> => {
  await clock.sleep(ms, heard).catch((error: unknown) => {
    if (!heard?.aborted) throw error;
  });
};
