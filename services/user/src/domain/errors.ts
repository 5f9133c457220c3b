import { DomainError, errors } from '@mercato/kit/errors';

/** Named constructors for everything this service refuses. */
export const refusals = {
  notFound: () => new DomainError('user.not_found', 'There is no such account, or it was closed'),
  emailTaken: () => new DomainError('user.email_taken', 'Sign in, or ask for a password reset'),
  usernameTaken: () => new DomainError('user.username_taken', 'Choose another username'),
  credentials: () => new DomainError('user.credentials_invalid', 'Email or password is wrong'),
  ownAddress: () =>
    errors.invalid([
      { in: 'body', pointer: '/email', message: 'is changed by POST /api/users/{id}/email, with the code of a mail' },
    ]),
  weak: () =>
    new DomainError(
      'user.password_weak',
      'It is common, or made of what others know: choose one that is harder to guess',
      {
        fields: [{ in: 'body', pointer: '/password', message: 'is too easy to guess' }],
      },
    ),
  refresh: () => new DomainError('user.refresh_invalid', 'Sign in again'),
  registration: () =>
    new DomainError(
      'user.registration_invalid',
      'Token or password is wrong, or the token is used, too old or of an earlier try: register again',
    ),
  addressChange: () =>
    new DomainError('user.address_change_invalid', 'The token is wrong, used, too old or for another account'),
  reset: () => new DomainError('user.reset_invalid', 'The token is wrong, used or too old: ask for a new one'),
  keyNotFound: () => new DomainError('user.key_not_found', 'There is no such API key'),
  keysFull: () => new DomainError('user.keys_full', 'Revoke one that is not needed any more'),
  braked: (retryAfter: number) =>
    new DomainError('rate.limited', 'Too many failed attempts for this address', { retryAfter }),
  tooMany: (retryAfter: number) =>
    new DomainError('rate.limited', 'Too many registrations from this network', { retryAfter }),
  busy: () => new DomainError('dependency.unavailable', 'Too many sign-ins at once', { retryAfter: 1 }),
} as const;
