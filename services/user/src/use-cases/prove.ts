import { isActive } from '../domain/account.ts';
import { refusals } from '../domain/errors.ts';
import { isFamiliar } from '../domain/session.ts';
import type { UserDeps } from './deps.ts';
import { findByEmail } from './find-account.ts';
import { type Origin, placeOf } from './origin.ts';

/** The account of an address, and how often somebody may still try: read and counted alike where there is none. */
const tryAt = async (deps: UserDeps, email: string, origin: Origin) => {
  const { brake, sessions, clock } = deps;
  brake.admit(origin.client, clock.now());
  const found = await findByEmail(deps, email);
  const userId = found?.state.id ?? 'nobody';
  const book = (await sessions.load(userId))?.state;
  const place = placeOf(userId, origin);
  const familiar = place !== null && isFamiliar(book, place, clock.now());
  const attempt = { email, client: origin.client, familiar };
  brake.attempt(attempt, clock.now());
  return { found, attempt, place };
};

/** The active account whose password this is, and from where it was said; every failure is the same refusal, and is counted. */
export const prove = async (
  deps: UserDeps,
  { email, password }: { readonly email: string; readonly password: string },
  origin: Origin,
) => {
  const { found, attempt, place } = await tryAt(deps, email, origin);
  const matches = await deps.hasher.verify(password, found?.state.passwordHash).catch((error: unknown) => {
    deps.brake.withdraw(attempt);
    throw error;
  });
  if (!matches || !found || !isActive(found.state)) throw refusals.credentials();
  deps.brake.succeeded(attempt);
  return { found, place };
};
