import { QueryClient } from '@tanstack/react-query';
import { session } from '../account/session.ts';
import { ShopError } from './client.ts';

/** A refusal is an answer; only what may be better in a moment is asked again. */
export const worthAnotherTry = (count: number, error: Error): boolean => {
  if (!(error instanceof ShopError)) return false;
  if (error.code === 'auth.invalid') return count < 1;
  return count < 2 && (error.problem === undefined || error.problem.status >= 500);
};

/** What everybody sees the same. */
const shared: ReadonlySet<unknown> = new Set(['categories', 'products', 'product']);

/** What the shop said, kept for a while. What it said to one person is gone when it may be another. */
export const newQueries = (): QueryClient => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: worthAnotherTry, staleTime: 10_000 } } });
  session.onTurn(() => {
    const isPrivate = { predicate: ({ queryKey: [kind] }: { queryKey: readonly unknown[] }) => !shared.has(kind) };
    client.removeQueries({ ...isPrivate, type: 'inactive' });
    void client.resetQueries(isPrivate);
  });
  return client;
};
