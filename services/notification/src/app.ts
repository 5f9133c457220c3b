import { notificationApi } from '@mercato/contracts/notification';
import { type App, createService, type ServiceOptions } from '@mercato/kit/service';
import { notificationHandlers, type RouteDeps } from './routes/notification-handlers.ts';
import { notificationSubscriptions } from './subscriptions/subscriptions.ts';

type Around = Omit<ServiceOptions<typeof notificationApi>, 'name' | 'api' | 'handlers' | 'subscriptions'>;

/** The notification service over its ports. */
export const createApp = (deps: RouteDeps, around: Around): Promise<App> =>
  createService({
    ...around,
    name: 'notification',
    api: notificationApi,
    handlers: notificationHandlers(deps),
    subscriptions: notificationSubscriptions(deps),
    health: { ...around.health, email: () => deps.senders.email.check() },
  });
