import type { Audience } from '@mercato/contracts/shared';
import { createHash, timingSafeEqual } from 'node:crypto';
import { currentContext } from '../context/index.ts';
import type { Caller, TokenVerifier } from './caller.ts';
import { authErrors } from './errors.ts';

/**
 * The caller that a route of this audience sees. Throws `auth.required`, `auth.invalid` or `auth.forbidden`. Public and
 * internal routes look at no token.
 */
export const authenticate = async (
  audience: Audience,
  authorization: string | undefined,
  verifier: TokenVerifier | undefined,
): Promise<Caller | undefined> => {
  if (audience === 'public' || audience === 'internal') return undefined;
  if (authorization === undefined) {
    if (audience === 'guest') return undefined;
    throw authErrors.required();
  }
  const token = bearer.exec(authorization)?.[1];
  if (token === undefined || !verifier) throw authErrors.invalid();
  const caller = await verifier.verify(token);
  const context = currentContext();
  if (context) context.userId = caller.userId;
  if (audience === 'admin' && caller.role !== 'admin') throw authErrors.adminOnly();
  return caller;
};

const bearer = /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares a secret without telling by its timing how much of it was right. */
export const sameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

/** Lets in only who knows the app's token: its own sidecar. */
export const requireAppToken = (given: string | undefined, expected: string | undefined): void => {
  if (expected === undefined) return;
  if (given === undefined) throw authErrors.required();
  if (!sameSecret(given, expected)) throw authErrors.invalid();
};
