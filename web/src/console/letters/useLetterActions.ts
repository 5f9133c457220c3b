import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { queuesKey } from '../data/useDeadLetters.ts';
import { auditKey } from './AuditTrail.tsx';

/** What lies there has changed, and it was written down that it was. */
const useLookAgain = () => {
  const queries = useQueryClient();
  return async (): Promise<void> => {
    await Promise.all([queuesKey, auditKey].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
};

/** Sends letters back to where they come from: these, or all there are. */
export const useRedrive = (queue: string) => {
  const lookAgain = useLookAgain();
  return useMutation({
    mutationFn: (ids: readonly string[] | 'all') => {
      const body = ids === 'all' ? { all: true as const } : { ids: [...ids] };
      return answered(api.POST('/api/operations/dead-letters/{queue}/redrive', { params: { path: { queue } }, body }));
    },
    onSettled: lookAgain,
  });
};

/** Deletes letters for ever. */
export const useDiscard = (queue: string) => {
  const lookAgain = useLookAgain();
  return useMutation({
    mutationFn: ({ ids, confirm }: { readonly ids: readonly string[]; readonly confirm: string }) =>
      answered(
        api.POST('/api/operations/dead-letters/{queue}/discard', {
          params: { path: { queue } },
          body: { ids: [...ids], confirm },
        }),
      ),
    onSettled: lookAgain,
  });
};
