import { StoredAggregates } from '@mercato/kit/aggregate';
import type { Surroundings } from '@mercato/kit/dapr';
import type { z } from 'zod';
import { InvokedContacts } from './adapters/invoked-contacts.ts';
import { loggedPush, loggedSms } from './adapters/logged-senders.ts';
import { mailboxFolder } from './adapters/mailbox-folder.ts';
import { mailboxEmail } from './adapters/mailbox-email.ts';
import { smtpEmail } from './adapters/smtp-email.ts';
import { StoredListing } from './adapters/stored-listing.ts';
import { StoredListingRepair } from './adapters/stored-listing-repair.ts';
import { StoredRecords } from './adapters/stored-records.ts';
import type { notificationConfig } from './config.ts';
import type { ListingHead } from './domain/listing.ts';
import { templateSources } from './domain/template-sources.ts';
import { compileTemplates } from './domain/templates.ts';
import { notificationMetrics } from './metrics.ts';
import type { EmailSender } from './ports/senders.ts';
import type { RouteDeps } from './routes/notification-handlers.ts';

type Needs = Pick<
  Surroundings<z.output<typeof notificationConfig>>,
  'config' | 'state' | 'publisher' | 'invoker' | 'clock' | 'ids' | 'log'
>;

const templates = compileTemplates(templateSources);

/** Puts the service together from what surrounds it. */
export const compose = (given: Needs, email: EmailSender = emailOf(given)): RouteDeps => {
  const { state: store, publisher, invoker, clock, ids, log } = given;
  const heads = new StoredAggregates<ListingHead>({ store, publisher, kind: 'notifications-of', clock });
  const records = new StoredRecords(store);
  return {
    templates,
    contacts: new InvokedContacts(invoker, clock),
    senders: { email, sms: loggedSms(log), push: loggedPush(log) },
    records,
    listing: new StoredListing({ store, heads }),
    listingRepair: new StoredListingRepair({ store, heads, records, ids }),
    mailbox: given.config.SMTP_URL ? undefined : mailboxFolder(given.config.MAILBOX_DIR),
    metrics: notificationMetrics(),
    publisher,
    clock,
    ids,
  };
};

const emailOf = ({ config, ids }: Needs): EmailSender => {
  const from = config.MAIL_FROM;
  const url = config.SMTP_URL;
  return url ? smtpEmail({ url, from }) : mailboxEmail({ folder: config.MAILBOX_DIR, from, ids });
};
