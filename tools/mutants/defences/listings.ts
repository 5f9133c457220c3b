import type { Defence } from '../defence.ts';

const storedOrderIndex = 'services/order/src/adapters/stored-order-index.ts';
const storedOrderIndexTest = 'services/order/src/adapters/stored-order-index.test.ts';
const storedAllOrders = 'services/order/src/adapters/stored-all-orders.ts';
const storedAllOrdersTest = 'services/order/src/adapters/stored-all-orders.test.ts';
const storedListing = 'services/notification/src/adapters/stored-listing.ts';
const storedListingTest = 'services/notification/src/adapters/stored-listing.test.ts';

/** Listings that are kept by consumers of events. */
export const listings: readonly Defence[] = [
  {
    id: 'listings.once',
    what: 'An order whose event comes again is listed once',
    file: storedOrderIndex,
    cut: ['if (holds(head.entries, entry)) return true;', ''],
    test: [storedOrderIndexTest, 'survives a write that ends in %s'],
  },
  {
    id: 'listings.once-over-pages',
    what: 'So it is when a full page holds it',
    file: storedOrderIndex,
    cut: ['if (holds((await this.#sealed(listing, page)) ?? [], entry)) return true;', 'void page;'],
    test: [storedOrderIndexTest, 'loses nothing to replicas that write at once'],
  },
  {
    id: 'listings.page-before-head',
    what: 'A full page is stored before the head moves on',
    file: storedOrderIndex,
    cut: [
      'isFull(head) ? sealedHead(await this.#seal(listing, head)) : head',
      'isFull(head) ? sealedHead(head) : head',
    ],
    test: [
      storedOrderIndexTest,
      'goes on from a cursor although the page it points into was filled and closed meanwhile',
    ],
  },
  {
    id: 'listings.conflict',
    what: 'A conflict on the head is read and written again',
    file: storedOrderIndex,
    cut: ['if (await this.#put(key, next, stored)) return;', 'await this.#put(key, next, stored);\n      return;'],
    test: [storedOrderIndexTest, 'survives a write that ends in %s'],
  },
  {
    id: 'listings.day-before-order',
    what: 'A day is listed before the first order on it: dying in between hides no order',
    file: storedAllOrders,
    cut: [
      'await this.#addDay(dayOf(entry));\n    await this.#index.add(shardOf(entry), entry);',
      'await this.#index.add(shardOf(entry), entry);\n    await this.#addDay(dayOf(entry));',
    ],
    test: [storedAllOrdersTest, 'knows the day before the first order on it: dying in between hides no order'],
  },
  {
    id: 'listings.days-uncertain',
    what: 'A day whose write is uncertain is looked up',
    file: storedAllOrders,
    cut: ["if (error instanceof DomainError && error.code === 'dependency.timeout') return false;", ''],
    test: [storedAllOrdersTest, 'loses nothing to replicas that write at once, nor to lost answers'],
  },
  {
    id: 'listings.notification-once-over-pages',
    what: 'So it is when a page holds it',
    file: storedListing,
    cut: ['if ((await this.#page(userId, head, page))?.includes(id)) return true;', ''],
    test: [storedListingTest, 'adds an id once, also when it moved to a page long ago'],
  },
  {
    id: 'listings.notification-page-meanwhile',
    what: 'A page that appears while pages are searched has them searched again',
    file: storedListing,
    cut: ["if (current.pages !== seen.pages || current.made !== seen.made) return { result: 'moved' };", ''],
    test: [storedListingTest, 'sees what another replica added while it was thinking, %i ids ago'],
  },
  {
    id: 'listings.notification-page-before-head',
    what: 'A page is stored before its ids leave the head',
    file: storedListing,
    cut: ['const named = await this.#storePage(userId, head, ids);', 'const named = {};'],
    test: [storedListingTest, 'survives a crash between a page and its head'],
  },
  {
    id: 'listings.page-left-behind',
    what: 'A page that a lost head left behind is not taken for one of the listing that follows',
    file: storedOrderIndex,
    cut: [
      'return there && !sameEntries(there, entries) ? this.#seal(listing, renamedHead(head)) : head;',
      'return head;',
    ],
    test: [storedOrderIndexTest, 'whose head was lost takes no page that it left behind for one of its own'],
  },
  {
    id: 'listings.notification-page-left-behind',
    what: 'A page that a lost head left behind is not taken for one of the listing that follows',
    file: storedListing,
    cut: ['if (!there || there.join() === ids.join()) return named;', 'if (there) return named;'],
    test: [storedListingTest, 'whose head was lost takes no page that it left behind for one of its own'],
  },
];
