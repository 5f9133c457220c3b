import type { Defence } from '../defence.ts';

const reserve = 'services/product/src/domain/reserve.ts';
const reservationsApiTest = 'services/product/test/reservations.api.test.ts';
const reserveTest = 'services/product/src/domain/reserve.test.ts';
const reservations = 'services/product/src/use-cases/reservations.ts';
const reservationsTest = 'services/product/src/use-cases/reservations.test.ts';
const retention = 'services/product/src/domain/retention.ts';
const retentionTest = 'services/product/src/domain/retention.test.ts';

/** Reservations: nothing is sold twice, nothing stays held. */
export const stock: readonly Defence[] = [
  {
    id: 'product.no-oversell',
    what: 'No more is reserved than is available',
    file: reserve,
    cut: ['if (left < quantity) throw', 'if (left < 0) throw'],
    test: [reservationsApiTest, 'for too many units, naming product and units'],
  },
  {
    id: 'product.reserve-once',
    what: 'A reservation that comes again holds nothing more',
    file: reserve,
    cut: ['if (known) return {};', ''],
    test: [reserveTest, 'knows no key by accident'],
  },
  {
    id: 'product.tombstone-left',
    what: 'A release of what was never reserved leaves a tombstone',
    file: reserve,
    cut: ["if (known?.status === 'released') return {};", "if (!known || known.status === 'released') return {};"],
    test: [reserveTest, 'may not exist at all'],
  },
  {
    id: 'product.tombstone-honoured',
    what: 'A late reservation under a released key is refused',
    file: reserve,
    cut: [
      "if (known?.status === 'released') throw refuse.reservation.released(key);\n  if (known) return {};",
      "if (known && known.status !== 'released') return {};",
    ],
    test: [reserveTest, 'refuses a released key'],
  },
  {
    id: 'product.release-once',
    what: 'A release that comes again gives nothing back',
    file: reserve,
    cut: ["if (known?.status === 'released') return {};", ''],
    test: [reserveTest, 'gives reserved units back, once'],
  },
  {
    id: 'product.commit-once',
    what: 'A commit that comes again sells nothing more',
    file: reserve,
    cut: ["if (known.status === 'committed') return {};", ''],
    test: [reserveTest, 'turns reserved units into sold ones, once'],
  },
  {
    id: 'product.no-commit-after-release',
    what: 'What was released cannot be sold',
    file: reserve,
    cut: ["if (known.status === 'released') throw refuse.reservation.released(key);", ''],
    test: [reserveTest, 'is refused after a release, for an unknown key and an unknown product'],
  },
  {
    id: 'product.sold-comes-back-as-sold',
    what: 'Units that were sold come back as sold ones, reserved units as reserved ones',
    file: reserve,
    cut: [
      "known.status === 'committed' ? unsell(stock, quantity) : unhold(stock, quantity)",
      'unhold(stock, quantity)',
    ],
    test: [reservationsApiTest, 'reserves, commits and gives back'],
  },
  {
    id: 'product.no-late-reservation',
    what: 'A caller past its deadline reserves nothing, even where its turn came late',
    file: reservations,
    cut: ['if (systemClock.now() > deadline) throw errors.deadline();', ''],
    test: [reservationsTest, 'refuses a call past its deadline'],
  },
  {
    id: 'product.refusal-outweighs-failure',
    what: 'A line that is refused outweighs one that failed: the order is undone, not tried for ever',
    file: reservations,
    cut: ['asDomainError(reasons.find(isRefusal) ?? reasons[0])', 'asDomainError(reasons[0])'],
    test: [reservationsTest, 'prefers to answer a refusal when another line failed'],
  },
  {
    id: 'product.all-lines-settle',
    what: 'A call ends only when all of its lines have: none is written after the answer',
    file: reservations,
    cut: [
      'const settled = await Promise.allSettled(lines.map(work));',
      'await Promise.all(lines.map(work));\n  const settled = await Promise.allSettled(lines.map(work));',
    ],
    test: [reservationsTest, 'reads and writes each product once'],
  },
  {
    id: 'product.keys-known-for-a-day',
    what: 'The key of a released reservation is known for 24 hours',
    file: retention,
    cut: ['const keyRetention = 24 * hour;', 'const keyRetention = hour;'],
    test: [retentionTest, 'lasts a day for keys, and for commands as long as a queue may keep a message'],
  },
  {
    id: 'product.only-tombstones-are-dropped',
    what: 'Only tombstones are dropped in passing: neither open reservations nor sales',
    file: retention,
    cut: ["r.status === 'released' && r.elsewhere === undefined && r.at", 'r.at'],
    test: [retentionTest, 'keeps a tombstone whose copy elsewhere still says sold'],
  },
  {
    id: 'product.open-reservations-stay',
    what: 'An open reservation never leaves its item: only its order ends it',
    file: retention,
    cut: [
      ".filter((entry): entry is [string, ClosedReservation] => entry[1].status !== 'reserved')",
      '.filter((entry): entry is [string, ClosedReservation] => entry !== undefined)',
    ],
    test: [reservationsTest, 'stays small, and every key is still known'],
  },
  {
    id: 'product.commands-known-for-two-weeks',
    what: 'An administrative command is known as long as a queue may keep it',
    file: retention,
    cut: ['const commandRetention = 14 * 24 * hour;', 'const commandRetention = hour;'],
    test: [retentionTest, 'lasts a day for keys, and for commands as long as a queue may keep a message'],
  },
  {
    id: 'product.copied-before-dropped',
    what: 'A closed reservation is copied out of the item before it is dropped from it',
    file: 'services/product/src/use-cases/move-closed.ts',
    cut: ['await closed.keep(productId, entries);', ''],
    test: [reservationsTest, 'still refunds a sale that was moved, once, and moves its tombstone over the copy'],
  },
  {
    id: 'product.dropped-unless-changed',
    what: 'It is dropped only if it is still what was copied',
    file: retention,
    cut: ['return present?.status === copy.status && present.at === copy.at;', 'return present !== undefined;'],
    test: [retentionTest, 'leaves what changed since it was copied'],
  },
  {
    id: 'product.looked-for-elsewhere',
    what: 'A key that may lie outside of the item is looked for there before it counts as new',
    file: reserve,
    cut: ["if (elsewhere === undefined && now < state.lookElsewhereUntil) return 'look';", ''],
    test: [reserveTest, 'is looked for before anything is decided on its absence'],
  },
  {
    id: 'product.sale-looked-for-elsewhere',
    what: 'So is one that is to be released: a sale may be refunded months later',
    file: reserve,
    cut: ["if (known === undefined && movedAnything(state)) return 'look';\n  if (known?.status", 'if (known?.status'],
    test: [reserveTest, 'is looked for before anything is decided on its absence'],
  },
  {
    id: 'product.copy-corrected',
    what: 'A copy must not keep saying that released units are sold',
    file: reservations,
    cut: ['if (state) await this.#correctCopy(line, state);', 'void state;'],
    test: [reservationsTest, 'corrects the copy on a repetition when the first release died before it did'],
  },
  {
    id: 'product.copy-never-turns-back',
    what: '`released` replaces `committed` in a copy, never the other way round',
    file: 'services/product/src/adapters/stored-closed-reservations.ts',
    cut: ["current?.status === 'released' || current?.status === status", 'current?.status === status'],
    test: [
      'services/product/src/adapters/stored-items.test.ts',
      'lets a release replace a sale, never the other way round',
    ],
  },
  {
    id: 'product.item-uncertain',
    what: 'A write of an item whose answer was lost is looked up',
    file: 'services/product/src/adapters/update-item.ts',
    cut: ["if (error instanceof DomainError && error.code === 'dependency.timeout') return 'conflict';", ''],
    test: [
      'services/product/src/adapters/change-log/change-log.test.ts',
      'loses no entry when the answer of a write is lost',
    ],
  },
  {
    id: 'product.change-announced-again',
    what: 'A repeated reservation announces its change again: whoever made it may have died first',
    file: reservations,
    cut: [
      'changes.note(productId);',
      'if (seen.reservations[key]?.at === this.#deps.clock.now()) changes.note(productId);',
    ],
    test: [reservationsTest, 'is announced by a repetition too: whoever did it may have died before it was'],
  },
];
