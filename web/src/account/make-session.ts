import type { components } from '../api/schema';
import { type Observable, observable } from '../ui/observable.ts';

export type BrowserSession = components['schemas']['BrowserSession'];
type User = BrowserSession['user'];

/** `unknown`: somebody signed in here and has not signed out; who that is, the shop has not been asked yet. */
export type SessionState =
  | { readonly is: 'guest' }
  | { readonly is: 'unknown' }
  | { readonly is: 'member'; readonly user: User; readonly accessToken: string; readonly expiresAt: number };

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly remember: boolean;
}

/** The shop's side. The session itself is a cookie that the browser keeps and no script sees. */
export interface SessionServer {
  readonly open: (credentials: Credentials) => Promise<BrowserSession>;
  readonly renew: () => Promise<BrowserSession | null>;
  readonly close: () => Promise<void>;
}

/** What all tabs of a browser see: that somebody is signed in, and whether anew. Nothing secret. */
export interface Mark {
  readonly get: () => string | null;
  readonly set: (value: string | null) => void;
}

export interface SessionDeps {
  readonly server: SessionServer;
  readonly mark: Mark;
  /** Milliseconds. */
  readonly now: () => number;
}

export interface Session {
  readonly state: Observable<SessionState>;
  readonly signIn: (credentials: Credentials) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** A token that is good now; undefined for a guest. Fails where the shop cannot say who is signed in. */
  readonly accessToken: () => Promise<string | undefined>;
  /** The token if there is one already. */
  readonly tokenAtHand: () => string | undefined;
  /** The shop did not want this token: the next one who needs one asks for another. */
  readonly doubt: (token: string) => void;
  readonly updateUser: (user: User) => void;
  /** To be called when another tab may have signed in or out. */
  readonly lookAgain: () => void;
  /** Called whenever it may be somebody else. */
  readonly onTurn: (listener: () => void) => void;
}

/** Renewed while it is still good, so that no request meets its end. */
const earlyMs = 20_000;

const memberOf = ({ user, accessToken, expiresIn }: BrowserSession, now: number): SessionState => ({
  is: 'member',
  user,
  accessToken,
  expiresAt: now + expiresIn * 1_000,
});

/** Who is signed in, for all of the page: the access token lives here and nowhere else. */
export const makeSession = ({ server, mark, now }: SessionDeps): Session => {
  let seen = mark.get();
  let turn = 0;
  let renewal: Promise<string | undefined> | undefined;
  const listeners: (() => void)[] = [];
  const state = observable<SessionState>({ is: seen === null ? 'guest' : 'unknown' });

  const become = (next: SessionState, nextMark: string | null): void => {
    turn += 1;
    renewal = undefined;
    seen = nextMark;
    if (mark.get() !== nextMark) mark.set(nextMark);
    state.set(next);
    for (const listener of listeners) listener();
  };
  const tokenAtHand = (): string | undefined => {
    const current = state.get();
    return current.is === 'member' && current.expiresAt - earlyMs > now() ? current.accessToken : undefined;
  };
  const renew = async (): Promise<string | undefined> => {
    const began = turn;
    const given = await server.renew();
    // Who signed in or out meanwhile is not overruled by an older answer.
    if (began !== turn) return accessToken();
    if (given) state.set(memberOf(given, now()));
    else become({ is: 'guest' }, null);
    return given?.accessToken;
  };
  const accessToken = async (): Promise<string | undefined> => {
    if (state.get().is === 'guest') return undefined;
    const atHand = tokenAtHand();
    if (atHand !== undefined) return atHand;
    const running = (renewal ??= renew().finally(() => {
      if (renewal === running) renewal = undefined;
    }));
    return running;
  };
  return {
    state,
    accessToken,
    tokenAtHand,
    signIn: async (credentials) => {
      const given = await server.open(credentials);
      become(memberOf(given, now()), String(now()));
    },
    signOut: async () => {
      await server.close();
      become({ is: 'guest' }, null);
    },
    doubt: (token) => {
      const current = state.get();
      if (current.is === 'member' && current.accessToken === token) state.set({ ...current, expiresAt: 0 });
    },
    updateUser: (user) => {
      const current = state.get();
      if (current.is === 'member') state.set({ ...current, user });
    },
    lookAgain: () => {
      const found = mark.get();
      if (found !== seen) become({ is: found === null ? 'guest' : 'unknown' }, found);
    },
    onTurn: (listener) => listeners.push(listener),
  };
};
