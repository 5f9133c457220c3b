import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shop } from '@mercato/testkit/process';

const decoded = (mail: string): string =>
  mail
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** A mail is written once; whoever waits for one among thousands looks often. */
const known = new Map<string, string>();

const textIn = (path: string): string => {
  const text = known.get(path) ?? decoded(readFileSync(path, 'utf8'));
  known.set(path, text);
  return text;
};

/** The mails to one address, as text. */
export const mailsTo = ({ mailbox }: Shop, address: string): readonly string[] => {
  if (!existsSync(mailbox)) return [];
  const files = readdirSync(mailbox).filter((file) => file.endsWith('.eml'));
  return files.map((file) => textIn(join(mailbox, file))).filter((mail) => mail.includes(address));
};
