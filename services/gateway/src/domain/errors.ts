import { DomainError, errors } from '@mercato/kit/errors';

/** Named constructors for what the gateway itself refuses. */
export const refusals = {
  notFound: () => new DomainError('route.not_found', 'No route has this address'),
  method: (allowed: readonly string[]) => new DomainError('method.not_allowed', `Use ${allowed.join(', ')}`),
  tooLarge: (limit: number) => new DomainError('request.too_large', `The body may have at most ${limit} bytes`),
  media: (detail: string) => new DomainError('request.unsupported_media', detail),
  malformed: (detail: string) => new DomainError('request.malformed', detail),
  rateLimited: (retryAfter: number) =>
    new DomainError('rate.limited', 'Slow down: RateLimit-Remaining tells how much is left', { retryAfter }),
  crowding: () => new DomainError('rate.limited', 'Too many requests at the same time', { retryAfter: 1 }),
  overloaded: () => new DomainError('shop.overloaded', 'More is asked than can be answered', { retryAfter: 1 }),
  busy: () => new DomainError('rate.limited', 'The shop is too busy', { retryAfter: 1 }),
  badKey: () =>
    errors.invalid([
      { in: 'headers', pointer: '/idempotency-key', message: 'must be 1 to 128 visible ASCII characters' },
    ]),
} as const;
