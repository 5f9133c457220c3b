import { sendNotification } from '@mercato/contracts/notification';
import { outgoing } from '@mercato/kit/messaging';
import { iso } from '@mercato/kit/time';
import type { Logger } from '@mercato/kit/telemetry';
import type { Account } from '../domain/account.ts';
import { makeToken, type OpaqueToken, readToken } from '../domain/opaque-token.ts';
import { withPassword } from '../domain/password.ts';
import { checkReset, mayRequestReset, requestReset, resetMinutes } from '../domain/password-reset.ts';
import { demandStrong } from './change-password.ts';
import type { UserDeps } from './deps.ts';
import { becomeFamiliar, endSessions } from '../domain/session.ts';
import { findByEmail } from './find-account.ts';
import { nowhere, type Origin, placeOf } from './origin.ts';

/** The answer never comes sooner, so that its time does not tell whether a mail was on its way. */
const answerAfter = 400;

const mail = (account: Account, { token, hash }: OpaqueToken, now: number) =>
  outgoing(
    sendNotification,
    {
      notificationId: `reset-${hash.slice(0, 32)}`,
      userId: account.id,
      channel: 'email',
      template: 'password-reset',
      data: { name: account.fullName ?? account.username, token, minutes: resetMinutes },
    },
    { distinct: hash, time: iso(now) },
  );

const sendReset = async ({ accounts, ids, clock }: UserDeps, userId: string): Promise<void> => {
  const made = makeToken(userId, ids);
  const now = clock.now();
  await accounts.execute(userId, ids.uuid(), (current) =>
    mayRequestReset(current, now)
      ? { state: requestReset(current, made.hash, now), result: null, owed: [mail(current, made, now)] }
      : { result: null },
  );
};

export const requestPasswordReset = async (deps: UserDeps, email: string, log: Logger): Promise<void> => {
  const ready = deps.clock.sleep(answerAfter);
  const found = await findByEmail(deps, email);
  if (found) {
    // From here on a failure happens only for addresses that exist, so answering with it would tell. Asking again mends it.
    await sendReset(deps, found.state.id).catch((error: unknown) => {
      log.error({ err: error, userId: found.state.id }, 'password reset mail not sent');
    });
  }
  await ready;
};

export const confirmPasswordReset = async (
  deps: UserDeps,
  token: string,
  password: string,
  origin: Origin = nowhere,
): Promise<void> => {
  const { accounts, sessions, hasher, clock, ids } = deps;
  const presented = readToken(token);
  // Checked before the costly hash, and again when it is written.
  const owner = presented && (await accounts.load(presented.id))?.state;
  demandStrong(deps, password, checkReset(owner, presented?.hash ?? '', clock.now()));
  if (!presented) return;
  const passwordHash = await hasher.hash(password);
  await accounts.execute(presented.id, ids.uuid(), (current) => {
    const now = clock.now();
    return { state: withPassword(checkReset(current, presented.hash, now), passwordHash, iso(now)), result: null };
  });
  // Whoever reads the owner's mail is let in from here, however many strangers guess meanwhile.
  await sessions.execute(presented.id, ids.uuid(), (book) => ({
    state: becomeFamiliar(endSessions(book), placeOf(presented.id, origin), clock.now()),
    result: null,
  }));
};
