import type { AddressChange, User } from '@mercato/contracts/user';
import { isActive } from '../domain/account.ts';
import { refusals } from '../domain/errors.ts';
import { checkMove, emptyBook, registrationId } from '../domain/registration.ts';
import type { UserDeps } from './deps.ts';
import { mailCode, mailTo, presentedBy, slowDown, useUp } from './mail-code.ts';
import { nowhere, type Origin } from './origin.ts';
import { updateProfile } from './profile.ts';
import { prove } from './prove.ts';

/** An address is a key to the account, so its owner says the password; and it may be anybody's, so it gets a code. */
export const requestAddressChange = async (
  deps: UserDeps,
  id: string,
  { email, currentPassword }: AddressChange,
  origin: Origin = nowhere,
) => {
  const before = (await deps.accounts.load(id))?.state;
  if (!isActive(before)) throw refusals.notFound();
  await prove(deps, { email: before.email, password: currentPassword }, origin);
  slowDown(deps, origin);
  return mailCode(deps, {
    email,
    template: 'address-change',
    pending: (code) => ({ ...code, moves: id, from: before.email }),
  });
};

/** Whoever has lost the account learns of it where the mails went before. */
const tellFormer = async ({ registrations, clock }: UserDeps, from: string, tokenHash: string): Promise<void> => {
  const distinct = `left-${tokenHash}`;
  const mail = mailTo(from, { template: 'address-changed' }, { distinct, now: clock.now() });
  await registrations.execute(registrationId(from), distinct, (book) => ({
    state: book ?? emptyBook(from),
    result: null,
    owed: [mail],
  }));
};

/** Says who reads the mail; that it is the account's owner is said by who is signed in. */
export const confirmAddressChange = async (deps: UserDeps, id: string, token: string): Promise<User> => {
  const { book, tokenHash } = await presentedBy(deps, token);
  const { email, from } = checkMove(book, { tokenHash, moves: id }, deps.clock.now());
  const user = await updateProfile(deps, id, { email });
  await tellFormer(deps, from, tokenHash);
  await useUp(deps, email, tokenHash);
  return user;
};
