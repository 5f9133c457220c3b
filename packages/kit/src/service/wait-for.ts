import type { Clock } from '../time/index.ts';

const firstPause = 25;
const longestPause = 250;

/** Polls until `read` finds something or `ms` are over, with pauses that grow from 25 to 250 ms. It reads at least once. */
export const waitFor = async <T>(
  read: () => Promise<T | undefined>,
  { ms, clock }: { readonly ms: number; readonly clock: Clock },
): Promise<T | undefined> => {
  const until = clock.now() + ms;
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    const found = await read();
    if (found !== undefined) return found;
    const left = until - clock.now();
    if (left <= 0) return undefined;
    await clock.sleep(Math.min(pause, left));
  }
};
