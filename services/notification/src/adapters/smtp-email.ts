import { createTransport } from 'nodemailer';
import { withTimeout } from '@mercato/kit/context';
import type { EmailSender } from '../ports/senders.ts';
import { mimeMail } from './mime-mail.ts';

export interface SmtpEmailOptions {
  /** As in `smtp://user:password@mail.example.com:587`. */
  readonly url: string;
  readonly from: string;
}

// Together they stay below the time that one event may take.
const timeouts = { connectionTimeout: 3000, greetingTimeout: 3000, socketTimeout: 6000, dnsTimeout: 2000 };
const sendMs = 8000;

/** Mail over SMTP. It is sent once the server has taken it over. */
export const smtpEmail = ({ url, from }: SmtpEmailOptions): EmailSender => {
  const transport = createTransport({ url, ...timeouts });
  return {
    send: async (mail) => {
      await withTimeout('mail server', sendMs, () => transport.sendMail(mimeMail(mail, from)));
    },
    check: async () => {
      await withTimeout('mail server', sendMs, () => transport.verify());
    },
  };
};
