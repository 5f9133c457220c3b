import type { ClaimName } from '../domain/claim.ts';
import { refusals } from '../domain/errors.ts';
import type { Claims } from '../ports/index.ts';

const takenError = (name: ClaimName): Error =>
  name.startsWith('email:') ? refusals.emailTaken() : refusals.usernameTaken();

/** Holds every name for the owner, or throws which one is taken. */
export const holdAll = async (claims: Claims, names: readonly ClaimName[], ownerId: string): Promise<void> => {
  for (const name of names) if ((await claims.hold(name, ownerId)) === 'taken') throw takenError(name);
};

export const releaseAll = async (claims: Claims, names: readonly ClaimName[], ownerId: string): Promise<void> => {
  for (const name of names) await claims.release(name, ownerId);
};

/** Holds the names while `prepare` runs; gives them back if it, or the holding, fails. Nothing is written yet, so they are free. */
export const holdingAll = async <T>(
  claims: Claims,
  names: readonly ClaimName[],
  ownerId: string,
  prepare: () => Promise<T>,
): Promise<T> => {
  try {
    await holdAll(claims, names, ownerId);
    return await prepare();
  } catch (error) {
    // The first error is the one to tell; a name that stays held lapses by itself.
    await releaseAll(claims, names, ownerId).catch(() => undefined);
    throw error;
  }
};
