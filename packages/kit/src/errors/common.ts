import type { FieldError } from '@mercato/contracts/shared';
import { DomainError } from './domain-error.ts';

/** Named constructors for the errors of kit's own building blocks. */
export const errors = {
  invalid: (fields: readonly FieldError[]) =>
    new DomainError('request.invalid', fields.map((f) => `${f.in}${f.pointer}: ${f.message}`).join('; '), { fields }),
  forbidden: (detail = 'This belongs to somebody else') => new DomainError('auth.forbidden', detail),
  contended: (key: string) =>
    new DomainError('write.contended', `Gave up writing ${key} after too many conflicts`, { retryAfter: 1 }),
  unavailable: (what: string, cause?: unknown) =>
    new DomainError('dependency.unavailable', `${what} is not available`, { cause, retryAfter: 1 }),
  /** Not even asked: what may be asked at a time is. */
  full: (what: string) =>
    new DomainError('dependency.unavailable', `${what} has all the calls that it may have at a time`, {
      retryAfter: 1,
    }),
  busy: (what: string) =>
    new DomainError('dependency.unavailable', `${what} is in another runner's hands`, { retryAfter: 1, busy: true }),
  timeout: (what: string) => new DomainError('dependency.timeout', `${what} did not answer in time`),
  deadline: () => new DomainError('deadline.exceeded', 'There was not enough time left', { retryAfter: 1 }),
  malformedMessage: (topic: string, detail: string) => new DomainError('event.malformed', `${topic}: ${detail}`),
} as const;
