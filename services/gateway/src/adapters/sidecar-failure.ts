import { type DomainError, errors } from '@mercato/kit/errors';
import { refusals } from '../domain/errors.ts';

/**
 * Our services answer every error as problem details. Whatever else comes with an error status was said by a sidecar on
 * the way (ERR_DIRECT_INVOKE, a policy, a limit): its text stays here, its meaning goes on.
 */
export const sidecarFailure = (
  app: string,
  status: number,
  contentType: string,
  body: string,
): DomainError | undefined => {
  if (status < 400 || contentType.startsWith('application/problem+json')) return undefined;
  if (status === 429) return refusals.busy();
  if (status === 504 || /deadline exceeded|timed? ?out/i.test(body)) return errors.timeout(app);
  return errors.unavailable(app, new Error(`the sidecar answered ${status}: ${body.slice(0, 500)}`));
};
