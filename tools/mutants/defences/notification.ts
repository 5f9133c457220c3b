import type { Defence } from '../defence.ts';

const notify = 'services/notification/src/use-cases/notify.ts';
const notifyTest = 'services/notification/src/use-cases/notify.test.ts';
const emailTest = 'services/notification/src/adapters/email.test.ts';

/** Every mail at least once, and known by its Message-ID. */
export const notification: readonly Defence[] = [
  {
    id: 'notification.sent-once',
    what: 'A mail that was sent is not sent again',
    file: notify,
    cut: ["const kept = known ? 'known' : await", "const kept = known && channel === 'push' ? 'known' : await"],
    test: [notifyTest, 'sends nothing when the event comes again, and each channel once'],
  },
  {
    id: 'notification.recorded-after-sending',
    what: 'It is recorded after the sending: a crash in between repeats it, and does not lose it',
    file: notify,
    cut: [
      "const status = to ? await send(deps, task, to) : 'skipped';\n",
      "await deps.records.keep(recordOf(deps, task, id, 'sent'));\n  const status = to ? await send(deps, task, to) : 'skipped';\n",
    ],
    test: [notifyTest, 'skips whom it cannot reach, and records that'],
  },
  {
    id: 'notification.same-message-id',
    what: 'A mail that is sent again has the same Message-ID',
    file: 'services/notification/src/adapters/mime-mail.ts',
    cut: ['messageId: `<${safeName(mail.eventId)}@mercato.local>`,', ''],
    test: [emailTest, 'hands a mail to the server'],
  },
  {
    id: 'notification.failure-comes-again',
    what: 'A mail that could not be sent comes again',
    file: notify,
    cut: ['throw channelErrors.failed(channel, error);', "void error;\n    return 'skipped';"],
    test: [notifyTest, 'asks for another delivery when the channel fails, and sends then'],
  },
  {
    id: 'notification.unfit-is-not-dropped',
    what: 'A message that lacks what its template needs goes before a person',
    file: notify,
    cut: ['if (missing.length) throw', 'if (missing.length > 99) throw'],
    test: [notifyTest, 'leaves what lacks a value to the dead-letter queue'],
  },
  {
    id: 'notification.listed-by-repetition',
    what: 'A repetition lists what a crash left unlisted',
    file: notify,
    cut: [
      "await deps.listing.add(content.userId, id, { fresh: kept === 'new' });",
      "if (!known) await deps.listing.add(content.userId, id, { fresh: kept === 'new' });",
    ],
    test: [notifyTest, 'does not send again when only the answer of recording was lost, or the listing failed'],
  },
  {
    id: 'notification.keys-go-to-the-owner',
    what: 'A mail that may hold a key to the account goes where its owner is now',
    file: notify,
    cut: ['orderId === null ? contacts.of(userId) : contacts.lately(userId)', 'contacts.lately(userId)'],
    test: [notifyTest, 'sends what is about no order to where its owner is now'],
  },
  {
    id: 'notification.addresses-are-forgotten',
    what: 'An address is kept for half a minute: what was changed or erased is gone then',
    file: 'services/notification/src/adapters/invoked-contacts.ts',
    cut: ['this.#asked.delete(userId);\n    }\n  }', '}\n  }'],
    test: [
      'services/notification/src/adapters/invoked-contacts.test.ts',
      'is forgotten after half a minute: what was changed or erased is gone',
    ],
  },
  {
    id: 'notification.whole-file-or-none',
    what: 'A mail in the mailbox is whole or not there',
    file: 'services/notification/src/adapters/mailbox-email.ts',
    cut: ['await writeFile(temporary,', 'temporary = file;\n  await writeFile(temporary,'],
    test: [emailTest, 'writes the same bytes again, and leaves no other file'],
  },
  {
    id: 'notification.lagging-listing',
    what: 'A record that a lagging read lacks is read strongly',
    file: 'services/notification/src/adapters/stored-records.ts',
    cut: ['found.get(keyOf(id))?.value ?? (await this.find(id))', 'found.get(keyOf(id))?.value'],
    test: [
      'services/notification/src/adapters/stored-records.test.ts',
      'gives many in their order, however stale reads are',
    ],
  },
];
