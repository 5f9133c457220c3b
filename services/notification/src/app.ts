import { notificationApi } from '@mercato/contracts/notification';
import { type App, createService, type ServiceDefinition, type ServiceOptions } from '@mercato/kit/service';
import { notificationHandlers, type RouteDeps } from './routes/notification-handlers.ts';
import { notificationSubscriptions } from './subscriptions/subscriptions.ts';

type Around = Omit<ServiceOptions<typeof notificationApi>, 'name' | 'api' | 'handlers' | 'subscriptions'>;

/** The notification service over its ports. */
export const notificationService = (deps: RouteDeps): ServiceDefinition<typeof notificationApi> => ({
  name: 'notification',
  api: notificationApi,
  handlers: notificationHandlers(deps),
  subscriptions: notificationSubscriptions(deps),
});

export const createApp = (deps: RouteDeps, around: Around): Promise<App> =>
  createService({
    ...around,
    ...notificationService(deps),
    health: { ...around.health, email: () => deps.senders.email.check() },
  });
