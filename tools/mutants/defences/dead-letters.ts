import type { Defence } from '../defence.ts';

const redriveTest = 'packages/queues/src/dead-letters/redrive.test.ts';

/** Looking at dead letters, sending them back and throwing them away. */
export const deadLetters: readonly Defence[] = [
  {
    id: 'dead-letters.sent-before-deleted',
    what: 'A dead letter is deleted only after it was sent back: a crash repeats, never loses',
    file: 'packages/queues/src/move-messages.ts',
    cut: [
      'await sqs.sendMessage(urls.to, message.body);\n    await sqs.deleteMessage(urls.from, message.receiptHandle);',
      'await sqs.deleteMessage(urls.from, message.receiptHandle);\n    await sqs.sendMessage(urls.to, message.body);',
    ],
    test: [redriveTest, 'that cannot be sent on stay where they are'],
  },
  {
    id: 'dead-letters.only-what-was-asked-for',
    what: 'Of a queue only the messages that were named are sent back',
    file: 'packages/queues/src/move-messages.ts',
    cut: ['if (!wanted(message)) continue;', ''],
    test: [redriveTest, 'sends each on as it was before it deletes it, and leaves the others'],
  },
  {
    id: 'dead-letters.audit-first',
    what: 'What is thrown away for ever was written down before',
    file: 'packages/queues/src/dead-letters/discard.ts',
    cut: ["await audit({ action: 'discard', queue: queue.name, what: letter });", ''],
    test: ['packages/queues/src/dead-letters/discard.test.ts', 'deletes nothing that it cannot write down'],
  },
  {
    id: 'dead-letters.shown-by-list',
    what: 'An operator sees the fields that are known to be harmless, and no others',
    file: 'packages/queues/src/dead-letters/redact.ts',
    cut: ['const shown = shownNames.has(name);', 'const shown = true;'],
    test: ['packages/queues/src/dead-letters/redact.test.ts', 'shows no text of a field that is not on the list'],
  },
  {
    id: 'dead-letters.no-secret-by-name',
    what: 'A card or a token is hidden even in a field that is shown',
    file: 'packages/queues/src/dead-letters/redact.ts',
    cut: ["typeof value === 'string' && isShownText(value)", "typeof value === 'string'"],
    test: ['packages/queues/src/dead-letters/redact.test.ts', 'does not show %j, whatever the field is called'],
  },
];
