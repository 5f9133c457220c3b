import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptMail } from '@mercato/contracts/notification';
import { iso } from '@mercato/kit/time';
import type { Mailbox } from '../ports/mailbox.ts';
import { readMail } from './read-mail.ts';

const ending = '.eml';

interface MailFile {
  readonly id: string;
  readonly path: string;
  readonly writtenAt: number;
}

const filesIn = async (folder: string): Promise<readonly MailFile[]> => {
  const names = await readdir(folder).catch((): string[] => []);
  const mails = names.filter((name) => name.endsWith(ending) && !name.startsWith('.'));
  return Promise.all(
    mails.map(async (name) => {
      const path = join(folder, name);
      return { id: name.slice(0, -ending.length), path, writtenAt: (await stat(path)).mtimeMs };
    }),
  );
};

const mailIn = async ({ id, path, writtenAt }: MailFile): Promise<KeptMail> => {
  const { to, subject, date, text } = readMail(await readFile(path, 'utf8'));
  const ms = Date.parse(date);
  return { id, to, subject, date: iso(Number.isNaN(ms) ? writtenAt : ms), text };
};

/** Reads the folder that `mailboxEmail` writes. */
export const mailboxFolder = (folder: string): Mailbox => ({
  newest: async (limit) => {
    const files = await filesIn(folder);
    const newestFirst = files.toSorted((a, b) => b.writtenAt - a.writtenAt).slice(0, limit);
    return Promise.all(newestFirst.map(mailIn));
  },
});
