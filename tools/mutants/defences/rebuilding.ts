import type { Defence } from '../defence.ts';

const orderRepair = 'services/order/src/adapters/stored-listing-repair.ts';
const orderRepairTest = 'services/order/src/adapters/stored-listing-repair.test.ts';
const orderIndex = 'services/order/src/adapters/stored-order-index.ts';
const notificationRepair = 'services/notification/src/adapters/stored-listing-repair.ts';
const notificationRepairTest = 'services/notification/src/adapters/stored-listing-repair.test.ts';
const notificationListing = 'services/notification/src/adapters/stored-listing.ts';

/** Indexes that are made again while the shop runs. */
export const rebuilding: readonly Defence[] = [
  {
    id: 'rebuilding.guarded',
    what: 'What is added meanwhile is in the listing that is made again',
    file: orderRepair,
    cut: ['store.replace(key, head, stored.etag)', "store.replace(key, head, (await store.get(key))?.etag ?? '')"],
    test: [orderRepairTest, 'orders that are added are in it, whenever they come'],
  },
  {
    id: 'rebuilding.own-pages',
    what: 'Its pages have names that no page ever had, so one left by the old listing is not taken for one of the new',
    file: 'services/order/src/adapters/index-items.ts',
    cut: ["${made === undefined ? '' : `${made}.`}", "${made === undefined ? '' : ''}"],
    test: [orderRepairTest, 'that lost %s is made again, in order, with small items'],
  },
  {
    id: 'rebuilding.own-conflict',
    what: 'A write of the head that conflicts with itself does not cost the new pages',
    file: orderRepair,
    cut: ['return (await store.get<IndexHead>(key))?.value.made === made;', 'return false;'],
    test: [orderRepairTest, 'a write of the head that was done and answered as a conflict keeps its pages'],
  },
  {
    id: 'rebuilding.pages-before-head',
    what: 'The new pages are stored before the head leads to them',
    file: orderRepair,
    cut: [
      'for (const { page, entries } of layout.pages) await store.create(pageKey(kind, listing, page), { entries });',
      '',
    ],
    test: [orderRepairTest, 'that lost %s is made again, in order, with small items'],
  },
  {
    id: 'rebuilding.older-than-the-archive',
    what: 'Orders that the archive no longer knows stay listed',
    file: orderRepair,
    cut: ['(some) => this.#options.confirm(listing, some)', '() => Promise.resolve([])'],
    test: [orderRepairTest, 'may hold what the archive no longer knows, which its orders confirm'],
  },
  {
    id: 'rebuilding.order-confirms',
    what: 'What the order itself does not confirm is not listed, whoever says so',
    file: 'services/order/src/adapters/stored-index-repair.ts',
    cut: [
      'return order?.placedAt === at && listingOf(order) === listing;',
      'return order === order && listing !== at;',
    ],
    test: [
      'services/order/test/rebuild-index.api.test.ts',
      "puts nobody's orders and nobody else's into a listing, whoever says so",
    ],
  },
  {
    id: 'rebuilding.no-hole',
    what: 'Who reads a listing while its old pages are taken away finds no hole',
    file: orderIndex,
    cut: ['if (whole || reading === readings) return found;', 'return found;'],
    test: [orderRepairTest, 'who reads it finds no hole where a page was taken away'],
  },
  {
    id: 'rebuilding.no-page-taken-for-lost',
    what: 'A page that another rebuild took away is not taken for lost',
    file: orderRepair,
    cut: ['if (lost.length > 0 && (await store.get<IndexHead>(key))?.etag !== stored?.etag) return undefined;', ''],
    test: [orderRepairTest, 'takes no page for lost that somebody else who did it took away'],
  },
  {
    id: 'rebuilding.notification-guarded',
    what: 'What is sent meanwhile is in the listing that is made again',
    file: notificationRepair,
    cut: ['version === (snapshot?.version ?? 0) + 1', 'version > 0'],
    test: [notificationRepairTest, 'has what is added while it is made again, whenever that comes'],
  },
  {
    id: 'rebuilding.notification-own-pages',
    what: 'Its pages have names that no page ever had',
    file: 'services/notification/src/domain/listing.ts',
    cut: ['made === undefined ? String(page) : `${made}.${page}`', 'String(page)'],
    test: [notificationRepairTest, 'that lost %s is made again, in order, and goes on'],
  },
  {
    id: 'rebuilding.notification-no-hole',
    what: 'Who reads it while its old pages are taken away finds no hole',
    file: notificationListing,
    cut: ['if (pages.includes(undefined) && attempt < tries) continue;', ''],
    test: [notificationRepairTest, 'is read without a hole while its old pages are taken away'],
  },
  {
    id: 'rebuilding.parcel-under-way',
    what: 'Only parcels that are under way are put back on the list of the carrier',
    file: 'services/shipping/src/use-cases/shipments.ts',
    cut: ['unique.filter((_, i) => isUnderWay(states[i]?.state.status))', 'unique.filter((_, i) => states[i])'],
    test: [
      'services/shipping/test/api.test.ts',
      'puts parcels that are under way back on the list of the carrier, and no others',
    ],
  },
];
