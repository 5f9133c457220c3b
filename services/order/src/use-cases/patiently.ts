import { timeLeft } from '@mercato/kit/context';
import { type News, waitFor, waitForNews } from '@mercato/kit/service';
import type { Clock } from '@mercato/kit/time';

// What it takes to still answer before the caller's deadline.
const toAnswerMs = 500;

const timeFor = (ms: number): number => Math.max(0, timeLeft(ms + toAnswerMs) - toAnswerMs);

/** Polls for an outcome as long as the client wants to wait, but not past its deadline. Every replica can do it. */
export const patiently = <T>(clock: Clock, ms: number, read: () => Promise<T | undefined>): Promise<T | undefined> =>
  waitFor(read, { ms: timeFor(ms), clock });

/** The same for what comes about here in most cases, and is told of then; `begin` sets it going. */
export const forNews = async <T>(
  {
    clock,
    news,
    about,
    ms,
  }: { readonly clock: Clock; readonly news: News; readonly about: string; readonly ms: number },
  begin: () => Promise<unknown>,
  read: () => Promise<T | undefined>,
): Promise<T | undefined> => {
  const { heard, leave } = news.listen(about);
  try {
    await begin();
    return await waitForNews(read, { ms: timeFor(ms), clock, heard });
  } finally {
    leave();
  }
};
