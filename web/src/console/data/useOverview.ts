import { answered, api } from '../../api/client.ts';
import { useLive } from './useLive.ts';
import { useSettings } from './useSettings.ts';

const usualSeconds = 2;

export const useOverview = (minutes: number) =>
  useLive({
    key: ['overview', minutes],
    ask: () => answered(api.GET('/api/operations/overview', { params: { query: { minutes, points: 90 } } })),
    everySeconds: useSettings()?.everySeconds ?? usualSeconds,
  });
