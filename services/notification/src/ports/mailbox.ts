import type { KeptMail } from '@mercato/contracts/notification';

/** The mails that lie in a folder, because no mail server is set up. */
export interface Mailbox {
  newest(limit: number): Promise<readonly KeptMail[]>;
}
