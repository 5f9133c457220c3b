import type { Defence } from '../defence.ts';

const applyCommands = 'services/product/src/use-cases/apply-commands.ts';
const applyCommandsTest = 'services/product/src/use-cases/apply-commands.test.ts';
const adminApiTest = 'services/product/test/admin.api.test.ts';
const manage = 'services/product/src/domain/manage.ts';
const manageTest = 'services/product/src/domain/manage.test.ts';
const catalogueFollowerTest = 'services/product/src/adapters/catalogue-follower.test.ts';
const catalogueFollower = 'services/product/src/adapters/catalogue-follower.ts';
const changeLogReader = 'services/product/src/adapters/change-log/change-log-reader.ts';
const changeLogTest = 'services/product/src/adapters/change-log/change-log.test.ts';
const storedChangeLog = 'services/product/src/adapters/change-log/stored-change-log.ts';

/** Administrative commands, and the catalogue that follows them. */
export const catalogue: readonly Defence[] = [
  {
    id: 'product.command-once',
    what: 'A command whose product it was applied to is not applied again, however many reservations came since',
    file: applyCommands,
    cut: ['decided(state, target.commandId)', 'decided(undefined, target.commandId)'],
    test: [applyCommandsTest, 'is done once when the service died before %s was written and many orders came between'],
  },
  {
    id: 'product.result-last',
    what: 'The result of a command is stored last of all: until then it is done again',
    file: applyCommands,
    cut: ['const ids = await work();', 'await results.record(commandId, result);\n      const ids = await work();'],
    test: [adminApiTest, 'answers 409 for an id that is taken'],
  },
  {
    id: 'product.command-answered-once',
    what: 'A command that was answered does nothing when it comes again',
    file: applyCommands,
    cut: ['if (await results.find(commandId)) return;', ''],
    test: [applyCommandsTest, 'keeps its first result when what refused it is gone'],
  },
  {
    id: 'product.refusal-is-an-answer',
    what: 'A refused command is answered; one that failed comes again',
    file: applyCommands,
    cut: ['if (!isRefusal(error)) throw error;', ''],
    test: [adminApiTest, 'that cannot be finished comes again'],
  },
  {
    id: 'product.stale-count',
    what: 'A recount on a version that is no longer there is refused',
    file: manage,
    cut: [
      "if ('set' in change && change.version !== version) throw",
      "if ('set' in change && change.version > version) throw",
    ],
    test: [manageTest, 'sets units only at the version that was seen'],
  },
  {
    id: 'product.reserved-cannot-be-counted-away',
    what: 'Reserved units can be neither taken nor counted away',
    file: manage,
    cut: ['if (left + delta < 0) throw', 'if (current.stock.onHand + delta < 0) throw'],
    test: [manageTest, 'does not take what is reserved'],
  },
  {
    id: 'product.older-versions-ignored',
    what: 'A read that was overtaken does not bring back the past',
    file: 'services/product/src/adapters/cached-catalogue.ts',
    cut: ['if (snapshot.version < (this.#versions.get(id) ?? 0)) return;', ''],
    test: [catalogueFollowerTest, 'is not taken back by a read that was overtaken'],
  },
  {
    id: 'product.position-after-reading',
    what: 'The place in the change log moves on only after what it names was read',
    file: catalogueFollower,
    cut: [
      'await this.#refresh(news.ids);\n    this.#position',
      'this.#position = news.position;\n    await this.#refresh(news.ids);\n    this.#position',
    ],
    test: [catalogueFollowerTest, 'polls again from the same place when reading a changed product failed'],
  },
  {
    id: 'product.damaged-document',
    what: 'A product whose document is damaged holds up neither the others nor the start of a replica',
    file: catalogueFollower,
    cut: ["=> asDomainError(error).code === 'internal.error'", '=> asDomainError(error) === undefined'],
    test: [catalogueFollowerTest, 'goes on without a product whose document is damaged, and loads without it'],
  },
  {
    id: 'product.position-before-loading',
    what: 'The place in the log is taken before the catalogue is loaded: what changes meanwhile is read again',
    file: catalogueFollower,
    cut: [
      'this.#position = position;\n    await this.poll();',
      'void position;\n    this.#position = await reader.start();\n    await this.poll();',
    ],
    test: [
      catalogueFollowerTest,
      'misses nothing that changes while it loads, however long that takes and however much it is',
    ],
  },
  {
    id: 'product.look-back',
    what: 'The place lies far enough back for reads that lag',
    file: changeLogReader,
    cut: ['const lookBackMs = 60_000;', 'const lookBackMs = 0;'],
    test: [changeLogTest, 'begins far enough back for reads that lag'],
  },
  {
    id: 'product.fallen-out-of-the-log',
    what: 'A replica that fell out of the log reads everything again',
    file: changeLogReader,
    cut: ['const lost = (await this.#buckets.head()) > n;', 'const lost = false;'],
    test: [changeLogTest, 'tell a reader that it fell out of the log'],
  },
  {
    id: 'product.log-conflict',
    what: 'A conflict in the change log loses no entry',
    file: storedChangeLog,
    cut: [
      "if ((await put(this.#deps.store, bucketKey(n), bucket, stored)) === 'conflict') return changes;",
      'await put(this.#deps.store, bucketKey(n), bucket, stored);',
    ],
    test: [changeLogTest, 'is written by many replicas without losing an entry'],
  },
  {
    id: 'product.noted-until-written',
    what: 'A noted change is tried until it is written',
    file: storedChangeLog,
    cut: ['for (const id of noted) this.#noted.add(id);', ''],
    test: [changeLogTest, 'keeps trying what was only noted'],
  },
  {
    id: 'product.log-has-its-own-deadline',
    what: 'A write of the log does not end with the deadline of whoever appended first',
    file: storedChangeLog,
    cut: ['this.#running = detached(() => this.#drain());', 'void detached;\n    this.#running = this.#drain();'],
    test: [changeLogTest, 'does not end with the deadline of whoever appended first: others wait for the same write'],
  },
  {
    id: 'product.no-bucket-in-the-past',
    what: 'A replica that slept opens no bucket that nobody reads any more',
    file: storedChangeLog,
    cut: ['if (!stored && (await this.#buckets.head()) > n) {', 'if (stored === null) {'],
    test: [changeLogTest, 'are not written again by a replica that slept meanwhile'],
  },
  {
    id: 'product.same-request-same-command',
    what: 'The same administrative request under the same key is the same command',
    file: 'services/product/src/use-cases/submit.ts',
    cut: [
      'uuidV5(route, asked.caller.userId, asked.idempotencyKey, hashOf(request))',
      'uuidV5(route, this.#deps.ids.uuid())',
    ],
    test: [adminApiTest, 'is done once when the request is repeated under its key after a crash, and delivered twice'],
  },
  {
    id: 'product.last-of-an-import-wins',
    what: 'Two rows of one import for one product are one change, not taken for a repetition',
    file: applyCommands,
    cut: ['[...new Map(products.map((p) => [p.id, p])).values()]', 'products'],
    test: [applyCommandsTest, 'creates and replaces up to a hundred products, the last of an id'],
  },
  {
    id: 'product.refusal-stays',
    what: 'A refused command is put down with its product: repeated in better times it is refused still',
    file: 'services/product/src/use-cases/apply-commands.ts',
    cut: ['if (!state || !isRefusal(error)) throw error;', 'throw error;'],
    test: [
      'services/product/src/use-cases/apply-commands.test.ts',
      'is refused by both of two deliveries, although what it lacked came between them',
    ],
  },
];
