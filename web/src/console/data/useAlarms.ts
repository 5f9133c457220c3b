import { answered, api } from '../../api/client.ts';
import { useQueues } from './useDeadLetters.ts';
import { useLive } from './useLive.ts';

/** How many things wait for a person, by the section that shows them. */
export const useAlarms = (): Readonly<Record<string, number>> => {
  const queues = useQueues().data ?? [];
  const latest = useLive({
    key: ['overview', 'latest'],
    ask: () => answered(api.GET('/api/operations/overview', { params: { query: { minutes: 1, points: 10 } } })),
    everySeconds: 10,
  }).data;
  return {
    '/parked': latest?.shop.parked ?? 0,
    '/letters': queues.reduce((sum, { messages }) => sum + messages, 0),
  };
};
