import { messages } from '@mercato/contracts';
import { analyticsApi } from '@mercato/contracts/analytics';
import { type App, createService, type ServiceDefinition, type ServiceOptions } from '@mercato/kit/service';
import { eventHandlers } from './routes/events.ts';
import { onEvent } from './subscriptions/archive-event.ts';
import type { AnalyticsDeps } from './use-cases/deps.ts';

type Around = Omit<ServiceOptions<typeof analyticsApi>, 'name' | 'api' | 'handlers' | 'subscriptions'>;

const events = messages.filter((message) => message.kind === 'event');

/** Every topic that facts are published on. */
export const eventTopics: readonly string[] = events.map(({ topic }) => topic);

/** The analytics service over its ports. */
export const analyticsService = (deps: AnalyticsDeps): ServiceDefinition<typeof analyticsApi> => ({
  name: 'analytics',
  api: analyticsApi,
  handlers: eventHandlers(deps),
  subscriptions: events.map((contract) => onEvent(deps, contract)),
});

export const createApp = (deps: AnalyticsDeps, around: Around): Promise<App> =>
  createService({ ...around, ...analyticsService(deps) });
