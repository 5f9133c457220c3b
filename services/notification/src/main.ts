import { StoredAggregates } from '@mercato/kit/aggregate';
import { runService } from '@mercato/kit/dapr';
import { invokedContacts } from './adapters/invoked-contacts.ts';
import { loggedPush, loggedSms } from './adapters/logged-senders.ts';
import { mailboxEmail } from './adapters/mailbox-email.ts';
import { smtpEmail } from './adapters/smtp-email.ts';
import { StoredListing } from './adapters/stored-listing.ts';
import { StoredRecords } from './adapters/stored-records.ts';
import { createApp } from './app.ts';
import { notificationConfig } from './config.ts';
import type { ListingHead } from './domain/listing.ts';
import { templateSources } from './domain/template-sources.ts';
import { compileTemplates } from './domain/templates.ts';
import { notificationMetrics } from './metrics.ts';

await runService({
  name: 'notification',
  config: notificationConfig,
  build: ({ config, state: store, publisher, invoker, clock, ids, log, common }) => {
    const heads = new StoredAggregates<ListingHead>({ store, publisher, kind: 'notifications-of', clock });
    const from = config.MAIL_FROM;
    const url = config.SMTP_URL;
    const email = url ? smtpEmail({ url, from }) : mailboxEmail({ folder: config.MAILBOX_DIR, from, ids });
    const deps = {
      templates: compileTemplates(templateSources),
      contacts: invokedContacts(invoker),
      senders: { email, sms: loggedSms(log), push: loggedPush(log) },
      records: new StoredRecords(store),
      listing: new StoredListing({ store, heads }),
      metrics: notificationMetrics(),
      publisher,
      clock,
      ids,
    };
    return createApp(deps, common);
  },
});
