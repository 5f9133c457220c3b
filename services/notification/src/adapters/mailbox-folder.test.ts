import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SequentialIds } from '@mercato/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mail } from '../ports/senders.ts';
import { mailboxEmail } from './mailbox-email.ts';
import { mailboxFolder } from './mailbox-folder.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mercato-mailbox-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const mail = (over: Partial<Mail> = {}): Mail => ({
  eventId: 'evt-1',
  to: { name: 'Ada', address: 'ada@example.com' },
  date: '2026-01-31T12:00:00.000Z',
  subject: 'Your order',
  text: 'Thank you.\n\nIt is on its way.',
  html: '<p>Thank you.</p>',
  ...over,
});
const send = (given: Mail) =>
  mailboxEmail({ folder, from: 'shop@mercato.local', ids: new SequentialIds() }).send(given);

describe('the mailbox', () => {
  it('shows what was sent', async () => {
    await send(mail());
    expect(await mailboxFolder(folder).newest(10)).toEqual([
      {
        id: 'evt-1',
        to: 'Ada <ada@example.com>',
        subject: 'Your order',
        date: '2026-01-31T12:00:00.000Z',
        text: 'Thank you.\n\nIt is on its way.',
      },
    ]);
  });

  it('shows the newest first, and no more than is asked for', async () => {
    for (const [i, id] of ['a', 'b', 'c'].entries()) {
      await send(mail({ eventId: id }));
      utimesSync(join(folder, `${id}.eml`), i + 1, i + 1);
    }
    writeFileSync(join(folder, '.d.tmp'), 'half a mail');
    expect((await mailboxFolder(folder).newest(2)).map(({ id }) => id)).toEqual(['c', 'b']);
  });

  it('is empty where nothing was ever sent', async () => {
    expect(await mailboxFolder(join(folder, 'none')).newest(5)).toEqual([]);
  });

  it('reads back whatever was written', async () => {
    const letters = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
    // What mail itself does not keep: other white space at the ends, and controls.
    const line = letters.map((text) => text.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim()).filter((text) => text !== '');
    await fc.assert(
      fc.asyncProperty(line, fc.array(line, { minLength: 1, maxLength: 5 }), async (subject, lines) => {
        await send(mail({ subject, text: lines.join('\n') }));
        const [read] = await mailboxFolder(folder).newest(1);
        expect(read).toMatchObject({ subject, text: lines.join('\n') });
      }),
      { numRuns: 60 },
    );
  });
});
