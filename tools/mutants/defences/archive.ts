import type { Defence } from '../defence.ts';

const archivedEvent = 'services/analytics/src/domain/archived-event.ts';
const archiveEvent = 'services/analytics/src/subscriptions/archive-event.ts';
const storedArchive = 'services/analytics/src/adapters/stored-event-archive.ts';
const archiveTest = 'services/analytics/test/archive.test.ts';
const bindings = 'packages/kit/src/dapr/dapr-object-store.ts';
const filesTest = 'tests/integration/objects/local-files.test.ts';
const days = 'services/analytics/src/domain/days.ts';

/** Every event once, for as long as was promised. */
export const archive: readonly Defence[] = [
  {
    id: 'archive.kept-before-acknowledged',
    what: 'An event is acknowledged only after it was written',
    file: archiveEvent,
    cut: [
      'archive.keep(archivedEvent(message, contract.key)),',
      'Promise.resolve(void archive.keep(archivedEvent(message, contract.key)).catch(() => {})),',
    ],
    test: ['services/analytics/test/api.test.ts', 'is acknowledged only once it is written (%s)'],
  },
  {
    id: 'archive.one-object',
    what: 'An event that comes again is written over itself',
    file: archivedEvent,
    cut: ['${fileOf(event)}.json`', '${fileOf(event)}-${crypto.randomUUID()}.json`'],
    test: ['services/analytics/test/archive.test.ts', 'names topic, day and id'],
  },
  {
    id: 'archive.day-of-the-event',
    what: 'It lies on the day of its own time, whenever it comes',
    file: archivedEvent,
    cut: ['const ms = Date.parse(time);', 'const ms = Date.now();'],
    test: ['services/analytics/test/archive.test.ts', 'removes more than one listing holds'],
  },
  {
    id: 'archive.no-time-is-poison',
    what: 'An event without a time goes before a person, not to where nobody looks',
    file: archivedEvent,
    cut: ['throw errors.malformedMessage(topic, `time: ${JSON.stringify(time)} is no time`);', "return '1970-01-01';"],
    test: ['services/analytics/test/archive.test.ts', 'cannot be made of the time %j'],
  },
  {
    id: 'archive.what-the-contract-does-not-know',
    what: 'Fields that the contract does not know yet are kept too',
    file: archiveEvent,
    cut: ['contract.data.loose()', 'contract.data'],
    test: [
      'services/analytics/test/api.test.ts',
      'is kept as it was published, with what its contract does not know yet',
    ],
  },
  {
    id: 'archive.kept-as-long-as-promised',
    what: 'Nothing is swept before it is as old as was promised',
    file: days,
    cut: ['daysBack(now, keep + 1, lookBack)', 'daysBack(now, keep, lookBack)'],
    test: ['services/analytics/test/archive.test.ts', 'leaves the last moment of the week, and takes the day before'],
  },
  {
    id: 'archive.sweeper-goes-on',
    what: 'A sweep that failed does not end the sweeper',
    file: 'packages/kit/src/time/rounds.ts',
    cut: ['await work().catch(failed);', 'await work();'],
    test: ['services/analytics/test/archive.test.ts', 'is made now and then, and again after one that failed'],
  },
  {
    id: 'archive.every-topic',
    what: 'Every event is given to the archive',
    file: 'packages/contracts/src/payment/messages.ts',
    cut: [
      "topic: 'payment-captured-v1',\n  kind: 'event',\n  owner: 'payment',\n  consumers: ['notification', 'analytics'],",
      "topic: 'payment-captured-v1',\n  kind: 'event',\n  owner: 'payment',\n  consumers: ['notification'],",
    ],
    test: ['tests/conformance/topics.test.ts', 'is given every event'],
  },
  {
    id: 'archive.hostile-ids',
    what: 'An id that came with a message leads nowhere else',
    file: archivedEvent,
    cut: ['/^[A-Za-z0-9_-]{1,128}$/.test(id)', 'id.length > 0'],
    test: [archiveTest, 'of the hostile id %j stays in its folder'],
  },
  {
    id: 'archive.pages-whole',
    what: 'A page begins where the last one ended, in its own folder only',
    file: storedArchive,
    cut: ['after.startsWith(`${folder}/`) ? after : undefined', 'after'],
    test: [archiveTest, 'is read in full when topics begin alike and ids are no plain names'],
  },
  {
    id: 'archive.own-cursors',
    what: 'A cursor that it never gave out is refused',
    file: 'services/analytics/src/adapters/event-cursor.ts',
    cut: ['if (shape.test(key) && cursorOf(key) === cursor) return key;', 'return key;'],
    test: [archiveTest, 'refuses the cursor %j'],
  },
  {
    id: 'archive.keys',
    what: 'No key leads out of the folder or bucket',
    file: 'packages/kit/src/objects/object-store.ts',
    cut: ['key.length > longest || !shape.test(key)', 'key.length > longest'],
    test: ['packages/kit/src/objects/object-store.test.ts', 'may not be %j'],
  },
  {
    id: 'archive.whole-objects',
    what: 'A reader who meets a half-written file reads it again',
    file: bindings,
    cut: ['if (reading === readings) throw', 'if (reading > 0) throw'],
    test: [filesTest, 'gives each reader a whole object while it is written again and again'],
  },
  {
    id: 'archive.large-answers',
    what: 'The listing of a crowded day is read, though it is one answer',
    file: 'packages/kit/src/dapr/sidecar.ts',
    cut: ['mostBytes = 64 * 1024 * 1024', 'mostBytes = 4 * 1024 * 1024'],
    test: [filesTest, 'are listed although a day has very many, which takes the larger answers of the run file'],
  },
];
