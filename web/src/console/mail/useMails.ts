import { answered, api } from '../../api/client.ts';
import { useLive } from '../data/useLive.ts';

const everySeconds = 10;

/** The mails of everybody, where they are kept in a folder and not sent. */
export const useMailbox = () =>
  useLive({ key: ['mailbox'], ask: () => answered(api.GET('/api/notifications/mailbox')), everySeconds });

/** What was sent to one user, on any channel. */
export const useNotifications = (userId: string) =>
  useLive({
    key: ['notifications', userId],
    ask: async () =>
      (await answered(api.GET('/api/notifications', { params: { query: { userId, limit: 100 } } }))).items,
    everySeconds,
  });
