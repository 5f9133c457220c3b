import { access, constants, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Ids } from '@mercato/kit/ids';
import type { EmailSender } from '../ports/senders.ts';
import { mimeMail, safeName } from './mime-mail.ts';

export interface MailboxEmailOptions {
  readonly folder: string;
  readonly from: string;
  readonly ids: Ids;
}

/** Whoever looks sees a whole file or none, and after a crash of the machine still does. */
const writeWhole = async (file: string, temporary: string, content: Buffer): Promise<void> => {
  await writeFile(temporary, content, { flag: 'wx', flush: true });
  await rename(temporary, file);
};

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Mail into a folder, one `.eml` file an event, so that sending one again only replaces it by itself. */
export const mailboxEmail = ({ folder, from, ids }: MailboxEmailOptions): EmailSender => {
  const composer = createTransport({ streamTransport: true, buffer: true });
  return {
    send: async (mail) => {
      const { message } = await composer.sendMail(mimeMail(mail, from));
      if (!Buffer.isBuffer(message)) throw new TypeError('A composed mail was not a buffer');
      const name = safeName(mail.eventId);
      const write = () => writeWhole(join(folder, `${name}.eml`), join(folder, `.${name}.${ids.uuid()}.tmp`), message);
      await write().catch(async (error: unknown) => {
        if (!isMissing(error)) throw error;
        await mkdir(folder, { recursive: true });
        await write();
      });
    },
    check: async () => {
      await mkdir(folder, { recursive: true });
      await access(folder, constants.W_OK);
    },
  };
};
