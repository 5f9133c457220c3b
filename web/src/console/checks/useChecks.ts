import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { useLive } from '../data/useLive.ts';

const key = ['checks'] as const;

/** The latest checks; asked for every second while one runs. */
export const useChecks = () =>
  useLive({
    key,
    ask: async () => (await answered(api.GET('/api/operations/conservation'))).items,
    everySeconds: (last) => (last?.some(({ status }) => status === 'running') ? 1 : 10),
  });

export const useStartCheck = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (waitSeconds: number) => answered(api.POST('/api/operations/conservation', { body: { waitSeconds } })),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
};
