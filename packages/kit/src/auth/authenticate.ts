import type { Audience } from '@mercato/contracts/shared';
import { timingSafeEqual } from 'node:crypto';
import { currentContext } from '../context/index.ts';
import type { Caller, TokenVerifier } from './caller.ts';
import { authErrors } from './errors.ts';

/** What a route asks of whoever calls it. */
export interface Wanted {
  readonly audience: Audience;
  /** What a machine's key must be good for. */
  readonly scope: string;
}

/** Who calls, if anybody says so. Throws `auth.invalid`. */
export const identify = async (
  authorization: string | undefined,
  verifier: TokenVerifier | undefined,
): Promise<Caller | undefined> => {
  if (authorization === undefined) return undefined;
  const token = bearer.exec(authorization)?.[1];
  if (token === undefined || !verifier) throw authErrors.invalid();
  const caller = await verifier.verify(token);
  const context = currentContext();
  if (context) context.userId = caller.userId;
  return caller;
};

/** A machine may what its key says, whoever the route is for; everybody else what their role says. */
export const permit = (caller: Caller | undefined, { audience, scope }: Wanted): void => {
  if (!caller) {
    if (audience === 'guest') return;
    throw authErrors.required();
  }
  if (caller.role === 'service') {
    if (!caller.scopes?.includes(scope)) throw authErrors.scope(scope);
  } else if (audience === 'admin' && caller.role !== 'admin') throw authErrors.adminOnly();
};

/**
 * The caller that a route sees. Throws `auth.required`, `auth.invalid` or `auth.forbidden`. Public and internal routes
 * look at no token.
 */
export const authenticate = async (
  wanted: Wanted,
  authorization: string | undefined,
  verifier: TokenVerifier | undefined,
): Promise<Caller | undefined> => {
  if (wanted.audience === 'public' || wanted.audience === 'internal') return undefined;
  const caller = await identify(authorization, verifier);
  permit(caller, wanted);
  return caller;
};

const bearer = /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i;

/** Compares a secret without telling by its timing how much of it was right; how long it is, is no secret. */
export const sameSecret = (given: string, expected: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
};

/** Lets in only who knows the app's token: its own sidecar. */
export const requireAppToken = (given: string | undefined, expected: string | undefined): void => {
  if (expected === undefined) return;
  if (given === undefined) throw authErrors.sidecarOnly();
  if (!sameSecret(given, expected)) throw authErrors.invalid();
};
