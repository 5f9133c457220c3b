import type { Clock } from '@mercato/kit/time';
import type { Templates } from '../domain/templates.ts';
import type { Contacts } from '../ports/contacts.ts';
import type { NotificationMetrics } from '../ports/notification-metrics.ts';
import type { NotificationListing, NotificationRecords } from '../ports/notifications.ts';
import type { Senders } from '../ports/senders.ts';

/** What sending and listing need of the world. */
export interface NotificationDeps {
  readonly templates: Templates;
  readonly contacts: Contacts;
  readonly senders: Senders;
  readonly records: NotificationRecords;
  readonly listing: NotificationListing;
  readonly metrics: NotificationMetrics;
  readonly clock: Clock;
}
