import { counter } from '@mercato/kit/telemetry';

/** Requests answered 429, by what was counted: a user's or an address's. */
export const countRateLimited = (reason: 'user' | 'address'): void => counter('rate_limited_total').inc({ reason });
