import type { Channel } from '@mercato/contracts/notification';
import type { Rendered } from '../domain/compile-template.ts';
import type { Recipient, Senders } from '../ports/senders.ts';

export interface Message extends Rendered {
  readonly eventId: string;
  readonly userId: string;
  readonly date: string;
}

type SendOver = (senders: Senders, message: Message, to: Recipient) => Promise<'sent' | 'skipped'>;

/** How each channel sends; `skipped` where it has no way to reach the recipient. */
export const sendOver: Readonly<Record<Channel, SendOver>> = {
  email: async ({ email }, message, { name, email: address }) => {
    await email.send({ ...message, to: { name, address } });
    return 'sent';
  },
  sms: async ({ sms }, { eventId, text }, { phone }) => {
    if (phone === null) return 'skipped';
    await sms.send({ eventId, to: phone, text });
    return 'sent';
  },
  push: async ({ push }, { eventId, userId, subject, text }) => {
    await push.send({ eventId, userId, title: subject, text });
    return 'sent';
  },
};
