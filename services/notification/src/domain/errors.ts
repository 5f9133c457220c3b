import type { Channel } from '@mercato/contracts/notification';
import { DomainError } from '@mercato/kit/errors';

export const channel = {
  failed: (name: Channel, cause: unknown) =>
    new DomainError('notification.channel_failed', `The ${name} could not be sent`, { cause }),
} as const;
