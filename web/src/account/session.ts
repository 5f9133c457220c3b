import type { Tokens, User } from '../api/client.ts';
import { observable } from '../ui/observable.ts';

interface Session {
  readonly user: User;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** By this tab's own clock. */
  readonly expiresAt: number;
}

const key = 'mercato.session';
/** Renewed while it is still good, so that no request meets its end. */
const earlyMs = 20_000;

const stored = (): Session | undefined => {
  const text = sessionStorage.getItem(key);
  return text === null ? undefined : (JSON.parse(text) as Session);
};

const session = observable(stored());
let renewal: Promise<string | undefined> | undefined;

const set = (next: Session | undefined): void => {
  if (next) sessionStorage.setItem(key, JSON.stringify(next));
  else sessionStorage.removeItem(key);
  session.set(next);
};

/** Who is signed in; undefined for a guest. */
export const useUser = (): User | undefined => session.use()?.user;

export const signIn = ({ user, accessToken, refreshToken, expiresIn }: Tokens): void =>
  set({ user, accessToken, refreshToken, expiresAt: performance.timeOrigin + performance.now() + expiresIn * 1_000 });

export const signOut = (): void => set(undefined);

export const updateUser = (user: User): void => {
  const now = session.get();
  if (now) set({ ...now, user });
};

const renew = async ({ refreshToken }: Session): Promise<string | undefined> => {
  const response = await fetch('/api/users/token/refresh', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (response.ok) signIn((await response.json()) as Tokens);
  // A shop that is away does not end a session, a refusal does.
  else if (response.status < 500 && response.status !== 429) signOut();
  return session.get()?.accessToken;
};

/** A token that is good now; undefined for a guest. */
export const accessToken = async (): Promise<string | undefined> => {
  const now = session.get();
  if (!now) return undefined;
  if (now.expiresAt - earlyMs > performance.timeOrigin + performance.now()) return now.accessToken;
  renewal ??= renew(now).finally(() => {
    renewal = undefined;
  });
  return renewal;
};
