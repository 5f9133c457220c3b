import { sendNotification } from '@mercato/contracts/notification';
import type { Registration, User } from '@mercato/contracts/user';
import { outgoing } from '@mercato/kit/messaging';
import { iso } from '@mercato/kit/time';
import { claimsOf } from '../domain/account.ts';
import { usernameClaim } from '../domain/claim.ts';
import { refusals } from '../domain/errors.ts';
import { makeToken, type OpaqueToken, readToken } from '../domain/opaque-token.ts';
import {
  checkPending,
  confirmMinutes,
  mayMail,
  noteMail,
  type PendingAccount,
  registrationId,
  withoutPending,
} from '../domain/registration.ts';
import { demandStrong } from './change-password.ts';
import { createAccount } from './create-account.ts';
import type { UserDeps } from './deps.ts';
import { findByEmail } from './find-account.ts';
import { nowhere, type Origin } from './origin.ts';

const mail = (id: string, { token, hash }: OpaqueToken, isKnown: boolean, now: number) =>
  outgoing(
    sendNotification,
    {
      notificationId: `registration-${hash.slice(0, 32)}`,
      userId: id,
      channel: 'email',
      template: isKnown ? 'registration-known' : 'registration',
      data: isKnown ? {} : { token, minutes: confirmMinutes },
    },
    { distinct: hash, time: iso(now) },
  );

const isTaken = async ({ accounts, claims }: UserDeps, username: string): Promise<boolean> => {
  const name = usernameClaim(username);
  const owner = await claims.ownerOf(name);
  return owner !== undefined && claimsOf((await accounts.load(owner))?.state).includes(name);
};

/** Does the same whether an account has the address or not, up to the text of the mail: whoever reads it may know. */
const note = async (deps: UserDeps, { password, ...wanted }: Registration): Promise<void> => {
  const { registrations, hasher, ids, clock } = deps;
  const { email } = wanted;
  const passwordHash = await hasher.hash(password);
  const isKnown = (await findByEmail(deps, email)) !== undefined;
  const id = registrationId(email);
  const made = makeToken(id, ids);
  const userId = ids.uuid();
  await registrations.execute(id, ids.uuid(), (book) => {
    const now = clock.now();
    if (!mayMail(book, now)) return { result: null };
    const expiresAt = now + confirmMinutes * 60_000;
    const pending: PendingAccount = { userId, wanted, passwordHash, tokenHash: made.hash, expiresAt };
    const state = noteMail(book, { email, pending: isKnown ? null : pending }, now);
    return { state, result: null, owed: [mail(id, made, isKnown, now)] };
  });
};

export const requestRegistration = async (deps: UserDeps, wanted: Registration, origin: Origin = nowhere) => {
  const { registrationBrake: brake, clock } = deps;
  if (origin.client !== null) {
    brake.check(origin.client, clock.now());
    brake.count(origin.client, clock.now());
  }
  demandStrong(deps, wanted.password, wanted);
  // Usernames are told: nobody signs in with one, and none leads to an address.
  if (await isTaken(deps, wanted.username)) throw refusals.usernameTaken();
  await note(deps, wanted);
  return { email: wanted.email, confirmWithinMinutes: confirmMinutes };
};

/**
 * The token says who reads the mail, the password who registered: an owner who follows the mail of a stranger's
 * registration does not know that one's password, so it never opens the account.
 */
export const confirmRegistration = async (deps: UserDeps, token: string, password: string): Promise<User> => {
  const { registrations, hasher, ids, clock } = deps;
  const presented = readToken(token);
  const book = presented && (await registrations.load(presented.id))?.state;
  const pending = checkPending(book, presented?.hash ?? '', clock.now());
  if (!(await hasher.verify(password, pending.passwordHash))) throw refusals.registration();
  const { userId: id, passwordHash } = pending;
  const user = await createAccount(deps, { ...pending.wanted, password }, { id, role: 'user', passwordHash });
  await registrations.execute(registrationId(user.email), ids.uuid(), (current) =>
    current ? { state: withoutPending(current, pending.tokenHash), result: null } : { result: null },
  );
  return user;
};
