import { useQuery } from '@tanstack/react-query';
import { session, useSession } from './session.ts';

/** Who is signed in, asked for where nobody has yet; `error` where the shop cannot say. */
export const useWho = () => {
  const state = useSession();
  const { error, refetch } = useQuery({
    queryKey: ['session'],
    queryFn: async () => (await session.accessToken()) ?? null,
    enabled: state.is === 'unknown',
    gcTime: 0,
  });
  return { state, error, refetch };
};
