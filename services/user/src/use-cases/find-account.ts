import type { Snapshot } from '@mercato/kit/aggregate';
import { type Account, claimsOf } from '../domain/account.ts';
import { emailClaim } from '../domain/claim.ts';
import type { UserDeps } from './deps.ts';

// No account has this id: reading it costs what reading a real one does.
const nobody = 'nobody';

/** The account that owns an address. A claim whose owner does not point back to it counts for nothing. */
export const findByEmail = async (
  { accounts, claims }: Pick<UserDeps, 'accounts' | 'claims'>,
  email: string,
): Promise<Snapshot<Account> | undefined> => {
  const name = emailClaim(email);
  const found = await accounts.load((await claims.ownerOf(name)) ?? nobody);
  return claimsOf(found?.state).includes(name) ? found : undefined;
};
