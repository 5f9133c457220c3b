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

/** Renewed while it is still good, so that no request meets its end. */
const earlyMs = 20_000;

const memberOf = ({ user, accessToken, expiresIn }: BrowserSession, now: number): SessionState => ({
  is: 'member',
  user,
  accessToken,
  expiresAt: now + expiresIn * 1_000,
});

/** Who is signed in, for all of the page: the access token lives here and nowhere else. */
export class Session {
  readonly state: Observable<SessionState>;
  readonly #deps: SessionDeps;
  readonly #listeners: (() => void)[] = [];
  #seen: string | null;
  /** Counts sign-ins and sign-outs. */
  #turn = 0;
  #renewal: Promise<string | undefined> | undefined;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    this.#seen = deps.mark.get();
    this.state = observable<SessionState>({ is: this.#seen === null ? 'guest' : 'unknown' });
  }

  readonly signIn = async (credentials: Credentials): Promise<void> => {
    const { server, now } = this.#deps;
    const given = await server.open(credentials);
    this.#become(memberOf(given, now()), String(now()));
  };

  readonly signOut = async (): Promise<void> => {
    await this.#deps.server.close();
    this.#become({ is: 'guest' }, null);
  };

  readonly updateUser = (user: User): void => {
    const current = this.state.get();
    if (current.is === 'member') this.state.set({ ...current, user });
  };

  /** To be called when another tab may have signed in or out. */
  readonly lookAgain = (): void => {
    const found = this.#deps.mark.get();
    if (found !== this.#seen) this.#become({ is: found === null ? 'guest' : 'unknown' }, found);
  };

  /** A token that is good now; undefined for a guest. Fails where the shop cannot say who is signed in. */
  async accessToken(): Promise<string | undefined> {
    if (this.state.get().is === 'guest') return undefined;
    const atHand = this.tokenAtHand();
    if (atHand !== undefined) return atHand;
    const running = (this.#renewal ??= this.#renew().finally(() => {
      if (this.#renewal === running) this.#renewal = undefined;
    }));
    return running;
  }

  /** The token if there is one already. */
  tokenAtHand(): string | undefined {
    const current = this.state.get();
    return current.is === 'member' && current.expiresAt - earlyMs > this.#deps.now() ? current.accessToken : undefined;
  }

  /** The shop did not want this token: the next one who needs one asks for another. */
  doubt(token: string): void {
    const current = this.state.get();
    if (current.is === 'member' && current.accessToken === token) this.state.set({ ...current, expiresAt: 0 });
  }

  /** Called whenever it may be somebody else. */
  onTurn(listener: () => void): void {
    this.#listeners.push(listener);
  }

  async #renew(): Promise<string | undefined> {
    const { server, now } = this.#deps;
    const began = this.#turn;
    const given = await server.renew();
    // Who signed in or out meanwhile is not overruled by an older answer.
    if (began !== this.#turn) return this.accessToken();
    if (given) this.state.set(memberOf(given, now()));
    else this.#become({ is: 'guest' }, null);
    return given?.accessToken;
  }

  #become(next: SessionState, seen: string | null): void {
    const { mark } = this.#deps;
    this.#turn += 1;
    this.#renewal = undefined;
    this.#seen = seen;
    if (mark.get() !== seen) mark.set(seen);
    this.state.set(next);
    for (const listener of this.#listeners) listener();
  }
}
