import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';

/** What this shop's console can offer; undefined until that is known. */
export const useSettings = () =>
  useQuery({
    queryKey: ['settings'],
    queryFn: () => answered(api.GET('/api/operations/settings')),
    staleTime: Number.POSITIVE_INFINITY,
  }).data;

/** The address of a trace; undefined where nobody keeps traces. */
export const useTraceUrl = (): ((traceId: string) => string | undefined) => {
  const traceUrl = useSettings()?.traceUrl;
  return (traceId) => traceUrl?.replace('{traceId}', encodeURIComponent(traceId));
};
