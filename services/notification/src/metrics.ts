import { counter } from '@mercato/kit/telemetry';
import type { NotificationMetrics } from './ports/notification-metrics.ts';

/** The business metrics of notifications. */
export const notificationMetrics = (): NotificationMetrics => {
  const sent = counter('notifications_sent_total');
  return { ended: (template, channel, outcome) => sent.inc({ template, channel, outcome }) };
};
