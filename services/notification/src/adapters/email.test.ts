import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomIds } from '@mercato/kit/ids';
import { afterEach, describe, expect, it } from 'vitest';
import { tinySmtpServer } from '../../test/tiny-smtp-server.ts';
import { at } from '../../test/world.ts';
import type { Mail } from '../ports/senders.ts';
import { mailboxEmail } from './mailbox-email.ts';
import { mimeMail } from './mime-mail.ts';
import { smtpEmail } from './smtp-email.ts';

const from = 'Mercato <shop@mercato.local>';
const eventId = '6f1c1bb0-1f3e-5d0b-9a53-1d8a3f7b2c11';
const mail: Mail = {
  eventId,
  to: { name: 'Ada Lovelace', address: 'ada@example.com' },
  date: at,
  subject: 'Grüße 🛒',
  text: 'Hello\n.\nthe line with one dot stays',
  html: '<p>Hello</p>',
};
const hostile: Mail = {
  ...mail,
  to: { name: 'Ada\r\nBcc: eve@example.com', address: 'ada@example.com\r\nRCPT TO:<eve@example.com>' },
  subject: 'Hi\r\nBcc: eve@example.com\r\n\r\n<h1>body</h1>',
};

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const mailbox = async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'mailbox-')), 'inner');
  closers.push(() => rm(join(folder, '..'), { recursive: true }));
  const read = async () => Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  return { folder, read, sender: mailboxEmail({ folder, from, ids: randomIds }) };
};

const headersOf = (eml: string): string => eml.slice(0, eml.indexOf('\r\n\r\n'));

describe('mimeMail', () => {
  it('gives no control character to any header', () => {
    const { to, subject } = mimeMail(hostile, from);
    expect(JSON.stringify([to, subject])).not.toMatch(/\\[rn]/);
  });
});

describe('mailboxEmail', () => {
  it('writes one file named by the event, whose Message-ID is the event’s', async () => {
    const { folder, read, sender } = await mailbox();
    await sender.check();
    await sender.send(mail);
    expect(await readdir(folder)).toEqual([`${eventId}.eml`]);
    const [eml = ''] = await read();
    expect(headersOf(eml)).toContain(`Message-ID: <${eventId}@mercato.local>`);
    expect(headersOf(eml)).toContain('Date: Thu, 01 Jan 2026 00:00:00 +0000');
    expect(headersOf(eml)).toContain('To: Ada Lovelace <ada@example.com>');
    expect(eml).toContain('<p>Hello</p>');
  });

  it('writes the same bytes again, and leaves no other file', async () => {
    const { folder, read, sender } = await mailbox();
    await sender.send(mail);
    const before = await read();
    await Promise.all([sender.send(mail), sender.send(mail)]);
    expect(await read()).toEqual(before);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it.each(['', 'yesterday'])('dates a mail itself when its event says %j', async (date) => {
    const { read, sender } = await mailbox();
    await sender.send({ ...mail, date });
    expect(headersOf((await read())[0] ?? '')).toMatch(/^Date: [A-Z][a-z]{2}, \d{2} /m);
  });

  it('lets no value begin a header or a body', async () => {
    const { read, sender } = await mailbox();
    await sender.send(hostile);
    const [eml = ''] = await read();
    expect(headersOf(eml)).not.toMatch(/^bcc:/im);
    expect(headersOf(eml)).toContain('Content-Type: multipart/alternative');
  });

  it.each(['../../etc/passwd', '..', 'a/b', 'x'.repeat(300), 'a\r\nBcc: eve@example.com'])(
    'keeps the event id %j inside the folder',
    async (strange) => {
      const { folder, sender } = await mailbox();
      await sender.send({ ...mail, eventId: strange });
      expect(await readdir(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.eml$/)]);
    },
  );
});

describe('smtpEmail', () => {
  const server = async (refuse?: string) => {
    const made = await tinySmtpServer(refuse);
    closers.push(made.close);
    return { ...made, sender: smtpEmail({ url: made.url, from }) };
  };

  it('hands a mail to the server', async () => {
    const { mails, sender } = await server();
    await sender.check();
    await sender.send(mail);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ from: 'MAIL FROM:<shop@mercato.local>', to: ['RCPT TO:<ada@example.com>'] });
    expect(mails[0]?.data).toContain(`Message-ID: <${eventId}@mercato.local>`);
  });

  it('gives nobody else a copy, whatever stands in the values', async () => {
    const { mails, sender } = await server();
    await sender.send(hostile).catch(() => {});
    expect(mails.flatMap((m) => m.to).join()).not.toContain('<eve@example.com>');
    for (const { data } of mails) expect(headersOf(data)).not.toMatch(/^bcc:/im);
  });

  it('throws when the server refuses, and when there is none', async () => {
    const { sender } = await server('451 try later');
    await expect(sender.send(mail)).rejects.toThrow('451');
    const nobody = smtpEmail({ url: 'smtp://127.0.0.1:1', from });
    await expect(nobody.send(mail)).rejects.toThrow();
    await expect(nobody.check()).rejects.toThrow();
  });
});
