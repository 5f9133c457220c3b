import type { orderConfirmed } from '@mercato/contracts/order';
import type { DataOf } from '@mercato/contracts/shared';
import { userApi } from '@mercato/contracts/user';
import { StoredAggregates } from '@mercato/kit/aggregate';
import { FakeClock, MemoryInvoker, MemoryPublisher, MemoryStateStore, SequentialIds } from '@mercato/testkit';
import { InvokedContacts } from '../src/adapters/invoked-contacts.ts';
import { StoredListing } from '../src/adapters/stored-listing.ts';
import { StoredListingRepair } from '../src/adapters/stored-listing-repair.ts';
import { StoredRecords } from '../src/adapters/stored-records.ts';
import type { ListingHead } from '../src/domain/listing.ts';
import { templateSources } from '../src/domain/template-sources.ts';
import { compileTemplates } from '../src/domain/templates.ts';
import type { Mail, Recipient } from '../src/ports/senders.ts';
import type { RouteDeps } from '../src/routes/notification-handlers.ts';

export const at = '2026-01-01T00:00:00.000Z';
export const ada: Recipient = { name: 'Ada Lovelace', email: 'ada@example.com', phone: '+49 30 123456' };

export const newHeads = (store: MemoryStateStore, clock = new FakeClock()): StoredAggregates<ListingHead> =>
  new StoredAggregates({ store, publisher: new MemoryPublisher(), kind: 'notifications-of', clock });

/** The listing as one process sees it. */
export const newListing = (store: MemoryStateStore, clock = new FakeClock()): StoredListing =>
  new StoredListing({ store, heads: newHeads(store, clock) });

/** A notification service's surroundings in memory; what it sends is kept. */
export const makeWorld = () => {
  const store = new MemoryStateStore();
  const invoker = new MemoryInvoker();
  const publisher = new MemoryPublisher();
  const clock = new FakeClock();
  const contacts = new Map<string, Recipient>([['ada', ada]]);
  const sent = { email: [] as Mail[], sms: [] as object[], push: [] as object[] };
  const outcomes: string[] = [];
  const down = { email: false };
  const records = new StoredRecords(store);
  const ids = new SequentialIds();
  invoker.register('user', userApi.getContact, ({ params }) => ({ contact: contacts.get(params.id) ?? null }));
  const keep = <T>(list: T[]) => ({
    send: (message: T) => {
      if (down.email) return Promise.reject(new Error('421 come back later'));
      list.push(message);
      return Promise.resolve();
    },
    check: () => (down.email ? Promise.reject(new Error('421')) : Promise.resolve()),
  });
  const deps: RouteDeps = {
    templates: compileTemplates(templateSources),
    contacts: new InvokedContacts(invoker, clock),
    senders: { email: keep(sent.email), sms: keep(sent.sms), push: keep(sent.push) },
    records,
    listing: newListing(store, clock),
    listingRepair: new StoredListingRepair({ store, heads: newHeads(store, clock), records, ids }),
    metrics: { ended: (template, channel, outcome) => outcomes.push(`${template} ${channel} ${outcome}`) },
    mailbox: undefined,
    publisher,
    clock,
    ids,
  };
  return { deps, store, invoker, publisher, clock, contacts, sent, outcomes, down };
};
export type World = ReturnType<typeof makeWorld>;

export const confirmedOrder = (orderId: string, name = 'Kettle'): DataOf<typeof orderConfirmed> => {
  const unitPrice = { amount: 1999, currency: 'EUR' as const };
  const total = { amount: 3998, currency: 'EUR' as const };
  const items = [{ productId: 'p1', quantity: 2, sku: 'KIT-1', name, unitPrice, lineTotal: total }];
  return { orderId, userId: 'ada', version: 7, region: 'DE', at, items, total };
};
