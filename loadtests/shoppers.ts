import type { KeptMail } from '@mercato/contracts/notification';
import type { User } from '@mercato/contracts/user';
import { sleep } from 'k6';
import { codeIn } from '../tools/shared/registration-mail.ts';
import { type Answer, ask, bodyOf, isTurnedAway, type Request } from './client.ts';
import { config, type Credentials } from './config.ts';
import { notification, type Route, user } from './routes.ts';

export interface Person extends Credentials {
  readonly id: string;
}

const password = 'correct horse battery';
const tries = 20;
/** Half of what the mailbox shows at once. */
const atOnce = 50;
const shown = 100;
const [patience, pauseSeconds] = [120, 0.5];

/** Preparations are not what is measured: they wait their turn. */
export const insist = (route: Route, expected: number, request: Request): Answer => {
  for (let attempt = 1; ; attempt += 1) {
    const answer = ask(route, [expected], request);
    if (answer.status === expected) return answer;
    if (attempt === tries || !(isTurnedAway(answer) || answer.status === 0)) {
      throw new Error(`${route.method} ${route.path} at ${config.baseUrl}: ${answer.status} ${answer.body ?? ''}`);
    }
    sleep(Number(answer.headers['Retry-After'] ?? 1));
  }
};

interface SignedIn {
  readonly accessToken: string;
  readonly user: Pick<User, 'id'>;
}

const signIn = ({ email, password: secret }: Credentials): SignedIn => {
  const tokens = bodyOf<SignedIn>(insist(user.login, 200, { body: { email, password: secret } }));
  if (!tokens) throw new Error(`${email} cannot sign in`);
  return tokens;
};

/** The mails that lie in the shop's own mailbox, which it shows to administrators alone. */
const newestMails = (token: string): readonly KeptMail[] => {
  const answer = insist(notification.listMailbox, 200, { query: { limit: shown }, token });
  const mailbox = bodyOf<{ readonly kept: boolean; readonly items: readonly KeptMail[] }>(answer);
  if (!mailbox?.kept) throw new Error(`${config.baseUrl} sends real mail: name accounts that it has (ACCOUNTS)`);
  return mailbox.items;
};

/** Confirms everybody whose mail has come, until nobody is left. */
const confirmAll = (emails: readonly string[], token: string): readonly Person[] => {
  const people: Person[] = [];
  let left = emails;
  for (let look = 0; left.length > 0; look += 1) {
    if (look === patience) throw new Error(`no mail came to ${left.join(', ')}`);
    const mails = newestMails(token);
    left = left.filter((email) => {
      const code = codeIn(mails.find(({ to }) => to.includes(email))?.text ?? '');
      if (code === undefined) return true;
      const answer = insist(user.confirmRegistration, 201, { body: { token: code, password } });
      people.push({ id: bodyOf<User>(answer, 201)?.id ?? '', email, password });
      return false;
    });
    if (left.length > 0) sleep(pauseSeconds);
  }
  return people;
};

const register = (username: string): string => {
  const email = `${username}@example.com`;
  insist(user.register, 202, { body: { username, email, password } });
  return email;
};

/** New shoppers, as many as are wished for, each with an address that was confirmed; or those that were named. */
export const findShoppers = (): readonly Person[] => {
  const { accounts, admin, shoppers } = config;
  if (accounts) return accounts.map((account) => ({ ...account, id: signIn(account).user.id }));
  if (!admin)
    throw new Error('Shoppers are confirmed by their mail, which an administrator reads: name one, or ACCOUNTS');
  const run = Date.now().toString(36);
  const names = Array.from({ length: shoppers }, (_, number) => `load-${run}-${number}`);
  const people: Person[] = [];
  for (let from = 0; from < names.length; from += atOnce) {
    const emails = names.slice(from, from + atOnce).map(register);
    people.push(...confirmAll(emails, signIn(admin).accessToken));
  }
  return people;
};
