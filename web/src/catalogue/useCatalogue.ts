import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answered, api } from '../api/client.ts';
import type { paths } from '../api/schema';

type Query = NonNullable<paths['/api/products']['get']['parameters']['query']>;
export type Filters = Omit<Query, 'cursor' | 'limit'>;

const pageSize = 24;

export const useCategories = () =>
  useQuery({
    queryKey: ['categories'],
    queryFn: async () => (await answered(api.GET('/api/categories'))).items,
    staleTime: 300_000,
  });

/** All products that match, page after page; what was found before stays until the next answer. */
export const useProducts = (filters: Filters) =>
  useInfiniteQuery({
    queryKey: ['products', filters],
    queryFn: ({ pageParam }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return answered(api.GET('/api/products', { params: { query: { ...filters, limit: pageSize, ...cursor } } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });

export const useProduct = (id: string) =>
  useQuery({
    queryKey: ['product', id],
    queryFn: () => answered(api.GET('/api/products/{id}', { params: { path: { id } } })),
  });
