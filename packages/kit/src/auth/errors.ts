import { DomainError } from '../errors/index.ts';

/** Why a caller is not let in. What exactly is wrong with a token helps only those who forge one. */
export const authErrors = {
  required: () => new DomainError('auth.required', 'Send an access token as Authorization: Bearer'),
  invalid: (cause?: unknown) =>
    new DomainError('auth.invalid', 'The access token is not valid or has expired', { cause }),
  sidecarOnly: () => new DomainError('auth.required', 'Calls come through the sidecar of this service'),
  notListed: () => new DomainError('auth.forbidden', 'The service that calls is not listed for this route'),
  adminOnly: () => new DomainError('auth.forbidden', 'This needs the role admin'),
  scope: (scope: string) => new DomainError('auth.forbidden', `This key is not good for ${scope}`),
} as const;
