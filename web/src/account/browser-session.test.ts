import { beforeEach, describe, expect, it } from 'vitest';
import { type BrowserSession, type Mark, Session, type SessionServer } from './browser-session.ts';

const person = (id: string): BrowserSession['user'] => ({
  id,
  username: id,
  email: `${id}@example.com`,
  fullName: null,
  phone: null,
  address: null,
  role: 'user',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  version: 1,
});

/** A shop, one cookie and one mark, as the tabs of one browser share them. */
class Shop implements SessionServer {
  cookie: string | undefined;
  asked = 0;
  trouble: Error | undefined;
  gate: Promise<void> = Promise.resolve();
  #token = 0;

  open = async ({ email }: { readonly email: string }): Promise<BrowserSession> => {
    this.cookie = email;
    return this.#sessionOf(email);
  };
  renew = async (): Promise<BrowserSession | null> => {
    this.asked += 1;
    const { cookie } = this;
    await this.gate;
    if (this.trouble) throw this.trouble;
    return cookie === undefined ? null : this.#sessionOf(cookie);
  };
  close = async (): Promise<void> => {
    if (this.trouble) throw this.trouble;
    this.cookie = undefined;
  };

  #sessionOf(id: string): BrowserSession {
    this.#token += 1;
    return { accessToken: `t${this.#token}`, tokenType: 'Bearer', expiresIn: 900, user: person(id) };
  }
}

let shop: Shop;
let marked: string | null;
let now: number;
const mark: Mark = {
  get: () => marked,
  set: (value) => {
    marked = value;
  },
};
const newTab = (): Session => new Session({ server: shop, mark, now: () => now });
const ada = { email: 'ada', password: 'x', remember: false };
const whoIn = (tab: Session): string => {
  const state = tab.state.get();
  return state.is === 'member' ? state.user.id : state.is;
};

beforeEach(() => {
  shop = new Shop();
  marked = null;
  now = 1_000;
});

describe('a guest', () => {
  it('is one without a question to the shop', async () => {
    const tab = newTab();
    expect([whoIn(tab), await tab.accessToken(), shop.asked]).toEqual(['guest', undefined, 0]);
  });
});

describe('a member', () => {
  it('stays one through a reload, which keeps nothing but a mark that holds no secret', async () => {
    await newTab().signIn(ada);
    expect(marked).toBe('1000');
    const reloaded = newTab();
    expect(whoIn(reloaded)).toBe('unknown');
    expect(await reloaded.accessToken()).toBe('t2');
    expect(whoIn(reloaded)).toBe('ada');
  });

  it('asks once for a new token, however many need one, and before the old one ends', async () => {
    const tab = newTab();
    await tab.signIn(ada);
    now += 879_999;
    expect(await tab.accessToken()).toBe('t1');
    now += 1;
    expect(tab.tokenAtHand()).toBeUndefined();
    expect(await Promise.all([tab.accessToken(), tab.accessToken()])).toEqual(['t2', 't2']);
    expect(shop.asked).toBe(1);
  });

  it('whose session is over is a guest, in all tabs', async () => {
    const tabs = [newTab()];
    await tabs[0]?.signIn(ada);
    tabs.push(newTab());
    shop.cookie = undefined;
    expect(await tabs[1]?.accessToken()).toBeUndefined();
    for (const tab of tabs) tab.lookAgain();
    expect(tabs.map(whoIn)).toEqual(['guest', 'guest']);
  });

  it('is not thrown out by a shop that is away, and is told that it is', async () => {
    await newTab().signIn(ada);
    const reloaded = newTab();
    shop.trouble = new Error('away');
    await expect(reloaded.accessToken()).rejects.toThrow('away');
    expect(whoIn(reloaded)).toBe('unknown');
    shop.trouble = undefined;
    expect(await reloaded.accessToken()).toBe('t2');
  });

  it('whose token the shop did not want gets another; a doubt about an older one changes nothing', async () => {
    const tab = newTab();
    await tab.signIn(ada);
    tab.doubt('t0');
    expect(tab.tokenAtHand()).toBe('t1');
    tab.doubt('t1');
    expect(await tab.accessToken()).toBe('t2');
  });
});

describe('signing out', () => {
  it('ends the session in the shop first, then here', async () => {
    const tab = newTab();
    await tab.signIn(ada);
    shop.trouble = new Error('away');
    await expect(tab.signOut()).rejects.toThrow('away');
    expect(whoIn(tab)).toBe('ada');
    shop.trouble = undefined;
    await tab.signOut();
    expect([whoIn(tab), shop.cookie, marked]).toEqual(['guest', undefined, null]);
  });

  it('is not undone by an answer that comes later', async () => {
    await newTab().signIn(ada);
    const tab = newTab();
    let open = (): void => undefined;
    shop.gate = new Promise((resolve) => {
      open = resolve;
    });
    const late = tab.accessToken();
    await tab.signOut();
    open();
    expect([await late, whoIn(tab)]).toEqual([undefined, 'guest']);
  });
});

describe('two tabs', () => {
  it('are signed in and out together, and what was of the other person is told to go', async () => {
    const [one, two] = [newTab(), newTab()];
    let turns = 0;
    two.onTurn(() => {
      turns += 1;
    });
    await one.signIn(ada);
    two.lookAgain();
    expect([await two.accessToken(), whoIn(two), turns]).toEqual(['t2', 'ada', 1]);
    now += 1;
    await one.signIn({ ...ada, email: 'bob' });
    two.lookAgain();
    expect([whoIn(two), await two.accessToken(), whoIn(two)]).toEqual(['unknown', 't4', 'bob']);
    await one.signOut();
    two.lookAgain();
    expect([whoIn(two), await two.accessToken(), turns]).toEqual(['guest', undefined, 3]);
  });

  it('take no notice when nothing has changed', async () => {
    const tab = newTab();
    await tab.signIn(ada);
    tab.lookAgain();
    expect(whoIn(tab)).toBe('ada');
  });
});
