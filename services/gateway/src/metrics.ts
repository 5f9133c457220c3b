import type { ServiceName } from '@mercato/contracts/shared';
import { counter, gauge } from '@mercato/kit/telemetry';
import type { Priority } from './domain/priority.ts';
import type { Use } from './domain/slots.ts';

/** Requests answered 429, by what was counted: a user's, an address's, or those of one caller at the same time. */
export const countRateLimited = (reason: 'user' | 'address' | 'crowding'): void =>
  counter('rate_limited_total').inc({ reason });

/** Operations on the state store for the budgets that replicas share. */
export const countLimitOperation = (operation: 'get' | 'create' | 'replace'): void =>
  counter('rate_limit_store_operations_total').inc({ operation });

/** Reports of a caller's use to the others, by how they ended. */
export const countReport = (outcome: 'settled' | 'failed'): void =>
  counter('rate_limit_reports_total').inc({ outcome });

/** Requests answered 503 so that no queue builds. */
export const countShed = (app: ServiceName, priority: Priority): void =>
  counter('requests_shed_total').inc({ app, priority });

/** Requests answered 503 since the gateway itself is behind. */
export const countLate = (): void => counter('requests_shed_late_total').inc();

/** How a backend stands: requests in flight, how many it may have, and what is left of the limit of who asks the most. */
export const showBackend = (app: ServiceName, { inFlight, limit }: Use, lowest: number): void => {
  gauge('backend_in_flight').set({ app }, inFlight);
  gauge('backend_concurrency_limit').set({ app }, limit);
  gauge('rate_limit_lowest_share').set({ app }, lowest);
};
