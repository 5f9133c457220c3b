import { sendNotification, type TemplateName } from '@mercato/contracts/notification';
import { outgoing } from '@mercato/kit/messaging';
import { iso } from '@mercato/kit/time';
import { makeToken, readToken } from '../domain/opaque-token.ts';
import {
  confirmMinutes,
  mayMail,
  noteMail,
  type Pending,
  registrationId,
  withoutPending,
} from '../domain/registration.ts';
import type { UserDeps } from './deps.ts';
import { findByEmail } from './find-account.ts';
import type { Origin } from './origin.ts';

/** A mail to whoever reads the mail of an address, with or without an account. `distinct` names what it is about. */
export const mailTo = (
  email: string,
  mail: { readonly template: TemplateName; readonly data?: Readonly<Record<string, string | number>> },
  { distinct, now }: { readonly distinct: string; readonly now: number },
) =>
  outgoing(
    sendNotification,
    {
      notificationId: `registration-${distinct.slice(0, 32)}`,
      userId: registrationId(email),
      channel: 'email',
      template: mail.template,
      data: { ...mail.data },
    },
    { distinct, time: iso(now) },
  );

/** Whoever asks names an address that need not be theirs. */
export const slowDown = ({ registrationBrake: brake, clock }: UserDeps, { client }: Origin): void => {
  if (client === null) return;
  brake.check(client, clock.now());
  brake.count(client, clock.now());
};

/** What waits for a code, and how its mail reads where the address is free. */
export interface Wish {
  readonly email: string;
  readonly template: TemplateName;
  readonly pending: (code: Pick<Pending, 'tokenHash' | 'expiresAt'>) => Pending;
}

/** Does the same whether an account has the address or not, up to the text of the mail: whoever reads it may know. */
export const mailCode = async (deps: UserDeps, { email, template, pending }: Wish) => {
  const { registrations, ids, clock } = deps;
  const isKnown = (await findByEmail(deps, email)) !== undefined;
  const id = registrationId(email);
  const { token, hash: tokenHash } = makeToken(id, ids);
  await registrations.execute(id, ids.uuid(), (book) => {
    const now = clock.now();
    if (!mayMail(book, now)) return { result: null };
    const waiting = pending({ tokenHash, expiresAt: now + confirmMinutes * 60_000 });
    const state = noteMail(book, { email, pending: isKnown ? null : waiting }, now);
    const mail = isKnown
      ? ({ template: 'registration-known' } as const)
      : { template, data: { token, minutes: confirmMinutes } };
    return { state, result: null, owed: [mailTo(email, mail, { distinct: tokenHash, now })] };
  });
  return { email, confirmWithinMinutes: confirmMinutes };
};

/** What was asked for by the mail that a token came with, and what the token is compared by. */
export const presentedBy = async ({ registrations }: Pick<UserDeps, 'registrations'>, token: string) => {
  const presented = readToken(token);
  const book = presented && (await registrations.load(presented.id))?.state;
  return { book, tokenHash: presented?.hash ?? '' };
};

/** Once a code has done what it was for. */
export const useUp = ({ registrations, ids }: UserDeps, email: string, tokenHash: string): Promise<null> =>
  registrations.execute(registrationId(email), ids.uuid(), (current) =>
    current ? { state: withoutPending(current, tokenHash), result: null } : { result: null },
  );
