import { QueryClient } from '@tanstack/react-query';
import { ShopError } from './client.ts';

/** A refusal is an answer; only what may be better in a moment is asked again. */
const worthAnotherTry = (count: number, error: Error): boolean =>
  count < 3 && error instanceof ShopError && (error.problem === undefined || error.problem.status >= 500);

/** What a page has been told, and how it asks again. */
export const newQueries = (): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { retry: worthAnotherTry, staleTime: 10_000 } } });
