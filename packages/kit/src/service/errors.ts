import { DomainError, errors } from '../errors/index.ts';

/** What is wrong with a request before it reaches a handler. */
export const requestErrors = {
  malformed: (detail: string) => new DomainError('request.malformed', detail),
  tooLarge: (limit: number) => new DomainError('request.too_large', `The body may have at most ${limit} bytes`),
  headersTooLarge: () => new DomainError('request.too_large', 'The headers are too large'),
  unsupportedMedia: (detail: string) => new DomainError('request.unsupported_media', detail),
  badAddress: () =>
    errors.invalid([{ in: 'params', pointer: '', message: 'The address is too long or not properly encoded' }]),
  badHeader: (name: string, message: string) => errors.invalid([{ in: 'headers', pointer: `/${name}`, message }]),
  notFound: () => new DomainError('route.not_found', 'No route has this address'),
  methodNotAllowed: (allowed: readonly string[]) => new DomainError('method.not_allowed', `Use ${allowed.join(', ')}`),
} as const;
