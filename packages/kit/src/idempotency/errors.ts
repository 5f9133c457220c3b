import { DomainError } from '../errors/index.ts';

export const idempotencyErrors = {
  keyRequired: () => new DomainError('idempotency.key_required', 'Send a fresh Idempotency-Key, such as a UUID'),
  keyReused: () => new DomainError('idempotency.key_reused', 'Use a fresh Idempotency-Key for another request'),
  inProgress: () =>
    new DomainError('idempotency.in_progress', 'The first request with this key has not ended yet', { retryAfter: 1 }),
} as const;
