import { keepPreviousData, useQuery } from '@tanstack/react-query';

interface Live<T> {
  readonly key: readonly unknown[];
  readonly ask: () => Promise<T>;
  /** How often it is asked for anew, as long as somebody looks; 0 for never, and it may depend on what was said last. */
  readonly everySeconds: number | ((last: T | undefined) => number);
}

/** Something that changes by itself. What was known stays on show until there is better. */
export const useLive = <T>({ key, ask, everySeconds }: Live<T>) =>
  useQuery<T>({
    queryKey: key,
    queryFn: ask,
    refetchInterval: ({ state }) =>
      1_000 * (typeof everySeconds === 'number' ? everySeconds : everySeconds(state.data)),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
