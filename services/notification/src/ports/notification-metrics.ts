import type { Channel, TemplateName } from '@mercato/contracts/notification';

export interface NotificationMetrics {
  ended(template: TemplateName, channel: Channel, outcome: 'sent' | 'skipped' | 'failed'): void;
}
