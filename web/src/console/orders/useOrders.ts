import { useInfiniteQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import type { Filters } from './filters.ts';

const pageSize = 50;

/** The orders that are looked for, the newest first, page after page; the first page changes by itself. */
export const useOrders = (filters: Filters) =>
  useInfiniteQuery({
    queryKey: ['orders', filters],
    queryFn: ({ pageParam }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return answered(api.GET('/api/orders', { params: { query: { limit: pageSize, ...filters, ...cursor } } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) => (state.data?.pages.length === 1 ? 5_000 : false),
    staleTime: 0,
  });
