import { type Caller, identify, permit, type Wanted } from '@mercato/kit/auth';
import { asDomainError } from '@mercato/kit/errors';
import type { ServiceName } from '@mercato/contracts/shared';
import { addressGroup, type FastifyReply, type FastifyRequest } from '@mercato/kit/service';
import { clientAddress } from '../domain/client-address.ts';
import { refusals } from '../domain/errors.ts';
import { rateLimitFields } from '../domain/rate-limit-fields.ts';
import { countRateLimited } from '../metrics.ts';
import type { GatewayDeps } from './deps.ts';
import { exchangeKey } from './machine-key.ts';

export const addressOf = (request: FastifyRequest, { settings }: GatewayDeps): string =>
  clientAddress(request.socket.remoteAddress ?? '', request.headers['x-forwarded-for'], settings.trustedProxies);

/** Whose requests are counted together, once `admit` has found out. */
const callers = new WeakMap<FastifyRequest, string>();

export const callerOf = (request: FastifyRequest): string => callers.get(request) ?? '';

/** Counts the request for its verified user, else for its address; never for what a client says it is. */
const limit = (
  request: FastifyRequest,
  reply: FastifyReply,
  {
    caller,
    app,
    deps,
  }: { readonly caller: Caller | undefined; readonly app?: ServiceName; readonly deps: GatewayDeps },
): void => {
  const kind = caller ? 'user' : 'address';
  const who = `${kind}:${caller?.userId ?? addressGroup(addressOf(request, deps))}`;
  callers.set(request, who);
  const admission = deps.traffic.admit(who, app);
  reply.headers(rateLimitFields(kind, deps.settings.rate, admission));
  if (admission.allowed) return;
  countRateLimited(kind);
  throw refusals.rateLimited(admission.retryAfterSeconds);
};

/** Runs before anything of the body is read: who is it, how often, and may they. */
export const admit =
  (wanted: Wanted, deps: GatewayDeps, app?: ServiceName) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    // A public route does not care about a bad token, and the others say so only after counting.
    const identified = await exchangeKey(request, deps)
      .then(() => identify(request.headers.authorization, deps.verifyToken))
      .then(
        (caller) => ({ caller, failure: undefined }),
        (failure: unknown) => ({ caller: undefined, failure: asDomainError(failure) }),
      );
    limit(request, reply, { caller: identified.caller, deps, ...(app === undefined ? {} : { app }) });
    if (wanted.audience === 'public') return;
    if (identified.failure) throw identified.failure;
    permit(identified.caller, wanted);
  };
