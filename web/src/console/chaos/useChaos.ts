import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import type { paths } from '../../api/schema';
import { useLive } from '../data/useLive.ts';

export type ChaosRequest = paths['/api/operations/chaos']['post']['requestBody']['content']['application/json'];

const key = ['chaos'] as const;

export const useChaosPanel = () =>
  useLive({ key, ask: () => answered(api.GET('/api/operations/chaos')), everySeconds: 2 });

export const useDoChaos = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ChaosRequest) => answered(api.POST('/api/operations/chaos', { body })),
    onSettled: async () => {
      await Promise.all([key, ['audit']].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
};
