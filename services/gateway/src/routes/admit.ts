import { type Caller, identify, permit, type Wanted } from '@mercato/kit/auth';
import { asDomainError } from '@mercato/kit/errors';
import { addressGroup, type FastifyReply, type FastifyRequest } from '@mercato/kit/service';
import { clientAddress } from '../domain/client-address.ts';
import { refusals } from '../domain/errors.ts';
import { countRateLimited } from '../metrics.ts';
import type { GatewayDeps } from './deps.ts';
import { exchangeKey } from './machine-key.ts';

export const addressOf = (request: FastifyRequest, { settings }: GatewayDeps): string =>
  clientAddress(request.socket.remoteAddress ?? '', request.headers['x-forwarded-for'], settings.trustedProxies);

/** Counts the request for its verified user, else for its address; never for what a client says it is. */
const limit = (request: FastifyRequest, reply: FastifyReply, caller: Caller | undefined, deps: GatewayDeps): void => {
  const who = caller ? `user:${caller.userId}` : `address:${addressGroup(addressOf(request, deps))}`;
  const admission = deps.limiter.admit(who, deps.clock.now());
  reply.header('ratelimit-limit', admission.limit);
  reply.header('ratelimit-remaining', admission.remaining);
  reply.header('ratelimit-reset', admission.resetSeconds);
  if (admission.allowed) return;
  countRateLimited(caller ? 'user' : 'address');
  throw refusals.rateLimited(admission.retryAfterSeconds);
};

/** Runs before anything of the body is read: who is it, how often, and may they. */
export const admit =
  (wanted: Wanted, deps: GatewayDeps) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    // A public route does not care about a bad token, and the others say so only after counting.
    const identified = await exchangeKey(request, deps)
      .then(() => identify(request.headers.authorization, deps.verifyToken))
      .then(
        (caller) => ({ caller, failure: undefined }),
        (failure: unknown) => ({ caller: undefined, failure: asDomainError(failure) }),
      );
    limit(request, reply, identified.caller, deps);
    if (wanted.audience === 'public') return;
    if (identified.failure) throw identified.failure;
    permit(identified.caller, wanted);
  };
