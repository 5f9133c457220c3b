import type { Logger } from '@mercato/kit/telemetry';
import type { PushSender, SmsSender } from '../ports/senders.ts';

// A log is no place for somebody's telephone number or mail.
const masked = (phone: string): string => `…${phone.slice(-2)}`;

/** Stands for an SMS provider: says in the log that a message went out. */
export const loggedSms = (log: Logger): SmsSender => ({
  send: ({ eventId, to, text }) => {
    log.info({ eventId, to: masked(to), characters: text.length }, 'sms sent');
    return Promise.resolve();
  },
});

/** Stands for a push provider: says in the log that a message went out. */
export const loggedPush = (log: Logger): PushSender => ({
  send: ({ eventId, userId, text }) => {
    log.info({ eventId, userId, characters: text.length }, 'push sent');
    return Promise.resolve();
  },
});
