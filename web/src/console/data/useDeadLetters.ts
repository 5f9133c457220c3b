import { answered, api } from '../../api/client.ts';
import { useLive } from './useLive.ts';

export const queuesKey = ['letters'] as const;

/** Every dead-letter queue with its depth. */
export const useQueues = () =>
  useLive({
    key: queuesKey,
    ask: async () => (await answered(api.GET('/api/operations/dead-letters'))).items,
    everySeconds: 15,
  });

/** What lies in one of them. Not asked for by itself: on some queue services each look costs a message one of its receives. */
export const useLetters = (queue: string) =>
  useLive({
    key: [...queuesKey, queue],
    ask: () => answered(api.GET('/api/operations/dead-letters/{queue}', { params: { path: { queue } } })),
    everySeconds: 0,
  });
