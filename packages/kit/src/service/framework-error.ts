import { DomainError, asDomainError } from '../errors/index.ts';
import { requestErrors } from './errors.ts';

interface FrameworkError {
  readonly code: string;
  readonly statusCode: number;
}

const isFrameworkError = (error: unknown): error is FrameworkError =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  'statusCode' in error &&
  typeof error.statusCode === 'number';

/** Only what Fastify itself says about a request is believed: a library's `statusCode` is none of the client's business. */
export const fromFramework = (error: unknown, bodyLimit: number): DomainError => {
  if (error instanceof DomainError || !isFrameworkError(error)) return asDomainError(error);
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return requestErrors.tooLarge(bodyLimit);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return requestErrors.unsupportedMedia('Send application/json');
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return requestErrors.badAddress();
    case 'ECONNRESET':
      return requestErrors.malformed('The body ended early');
    default: {
      const theirs = error.code.startsWith('FST_ERR_') && error.statusCode < 500;
      return theirs ? requestErrors.malformed('The request cannot be read') : asDomainError(error);
    }
  }
};
