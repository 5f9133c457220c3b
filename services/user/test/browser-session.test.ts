import { StateIdempotency } from '@mercato/kit/idempotency';
import type { App } from '@mercato/kit/service';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../src/app.ts';
import type { SessionBook } from '../src/domain/session.ts';
import { closeProfile } from '../src/use-cases/profile.ts';
import { createAccount } from '../src/use-cases/create-account.ts';
import { listSessions, revokeSessions } from '../src/use-cases/sessions.ts';
import { logIn, refresh } from '../src/use-cases/sign-in.ts';
import { ada, makeWorld, type World } from './world.ts';

let world: World;
let app: App;
beforeEach(async () => {
  world = makeWorld();
  await createAccount(world, ada, { id: 'ada', role: 'user' });
  app = await createApp(world, {
    logger: false,
    appApiToken: 'sidecar',
    idempotency: new StateIdempotency(world.store, world.clock),
  });
});
afterEach(() => app.close());

const minute = 60_000;
const hour = 60 * minute;
const fromGateway = { 'dapr-api-token': 'sidecar', 'dapr-caller-app-id': 'gateway' };

const call = async (line: string, cookie?: string, body?: object, headers: Record<string, string> = {}) => {
  const [method = '', url = ''] = line.split(' ');
  const reply = await app.inject({
    method: method as 'GET',
    url,
    headers: { ...fromGateway, ...(cookie === undefined ? {} : { cookie: `mercato_session=${cookie}` }), ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  const data = reply.body === '' ? {} : reply.json<Record<string, unknown>>();
  return { status: reply.statusCode, text: reply.body, data, cookies: reply.cookies, headers: reply.headers };
};

const open = async (remember = false, cookie?: string) => {
  const { email, password } = ada;
  const reply = await call('POST /api/session', cookie, { email, password, remember });
  return { ...reply, cookie: reply.cookies[0]?.value ?? '' };
};
const goOn = (cookie: string | undefined, headers = {}) => call('POST /api/session/token', cookie, {}, headers);
const isSignedIn = async (cookie: string): Promise<boolean> => (await goOn(cookie)).data['session'] !== null;

describe('signing a browser in', () => {
  it('gives the page an access token, and the secret to a cookie that no script reads', async () => {
    const { status, data, text, cookies, cookie } = await open();
    expect([status, Object.keys(data).toSorted()]).toEqual([200, ['accessToken', 'expiresIn', 'tokenType', 'user']]);
    expect(cookies).toEqual([
      { name: 'mercato_session', value: cookie, path: '/', httpOnly: true, sameSite: 'Strict' },
    ]);
    expect(cookie).toMatch(/\.[0-9a-f]{64}$/);
    expect(text).not.toContain(cookie.split('.')[1]);
    expect(JSON.stringify(world.store.peek('sessions:ada'))).not.toContain(cookie.split('.')[1]);
  });

  it('names it so that only this host can have set it, where the browser came by HTTPS', async () => {
    const { email, password } = ada;
    const https = { 'x-forwarded-proto': 'https' };
    const { cookies } = await call('POST /api/session', undefined, { email, password }, https);
    expect(cookies[0]).toMatchObject({ name: '__Host-mercato_session', secure: true, path: '/' });
    expect((await goOn(cookies[0]?.value, https)).data['session']).toBeNull();
  });

  it('lasts beyond the browser only where it was asked to', async () => {
    expect((await open(false)).cookies[0]?.maxAge).toBeUndefined();
    expect((await open(true)).cookies[0]?.maxAge).toBe(180 * 24 * 3_600);
  });

  it('ends what was signed in there before', async () => {
    const first = await open();
    await open(false, first.cookie);
    expect(await isSignedIn(first.cookie)).toBe(false);
    expect(await listSessions(world, 'ada', undefined)).toHaveLength(1);
  });

  it('says no more of a wrong password than it does to machines', async () => {
    const { status, data, cookies } = await call('POST /api/session', undefined, { email: ada.email, password: 'no' });
    expect([status, data['code'], cookies]).toEqual([401, 'user.credentials_invalid', []]);
  });
});

describe('a page that opens again', () => {
  it('is given a new access token, as often as it likes and by any tab: the cookie stays the same', async () => {
    const { cookie } = await open();
    const replies = await Promise.all([goOn(cookie), goOn(cookie), goOn(cookie)]);
    for (const { data, cookies } of replies) {
      expect([data['session'], cookies]).toMatchObject([{ tokenType: 'Bearer', user: { id: 'ada' } }, []]);
    }
  });

  it('of a guest, or whose session is over, learns that and loses the cookie', async () => {
    const none = await goOn(undefined);
    expect([none.status, none.data, none.cookies]).toEqual([200, { session: null }, []]);
    const { cookie } = await open();
    await revokeSessions(world, 'ada');
    for (const stale of [cookie, 'x', `nobody~x.${'0'.repeat(64)}`]) {
      const { status, data, cookies } = await goOn(stale);
      expect([status, data, cookies[0]]).toMatchObject([200, { session: null }, { value: '', maxAge: 0 }]);
    }
  });

  it('is nobody with another secret, and that ends nothing', async () => {
    const { cookie } = await open();
    expect(await isSignedIn(`${cookie.split('.')[0]}.${'0'.repeat(64)}`)).toBe(false);
    expect(await isSignedIn(cookie)).toBe(true);
  });

  it('keeps its session alive, which an hour without it ends', async () => {
    const { cookie } = await open();
    for (let n = 0; n < 4; n += 1) {
      world.clock.advance(hour - minute);
      expect(await isSignedIn(cookie)).toBe(true);
    }
    world.clock.advance(hour);
    expect(await isSignedIn(cookie)).toBe(false);
  });

  it('writes at most once a minute', async () => {
    const { cookie } = await open();
    const usedAt = () => world.store.peek<{ state: SessionBook }>('sessions:ada')?.state.sessions[0]?.usedAt;
    const first = usedAt();
    world.clock.advance(minute - 1);
    await goOn(cookie);
    expect(usedAt()).toBe(first);
    world.clock.advance(1);
    await goOn(cookie);
    expect(usedAt()).toBe((first ?? 0) + minute);
  });

  it('of a closed account is nobody', async () => {
    const { cookie } = await open();
    await closeProfile(world, 'ada');
    expect(await isSignedIn(cookie)).toBe(false);
  });
});

describe('signing a browser out', () => {
  it('ends its session on the server, and no other', async () => {
    const [mine, other] = [await open(), await open()];
    const { status, cookies } = await call('DELETE /api/session', mine.cookie);
    expect([status, cookies[0]]).toMatchObject([204, { name: 'mercato_session', value: '', maxAge: 0 }]);
    expect([await isSignedIn(mine.cookie), await isSignedIn(other.cookie)]).toEqual([false, true]);
  });

  it('is the same for who was not signed in', async () => {
    expect((await call('DELETE /api/session')).status).toBe(204);
  });
});

describe('the sessions of browsers and of machines', () => {
  it('are not exchanged for one another', async () => {
    const { cookie } = await open();
    const { refreshToken } = await logIn(world, ada);
    await expect(refresh(world, cookie)).rejects.toMatchObject({ code: 'user.refresh_invalid' });
    expect(await isSignedIn(refreshToken)).toBe(false);
    // Neither was ended by the attempt.
    expect(await isSignedIn(cookie)).toBe(true);
    await refresh(world, refreshToken);
  });
});

describe('a page that is not ours', () => {
  const lines = [
    ['POST /api/session', { email: ada.email, password: ada.password }],
    ['POST /api/session/token', {}],
    ['DELETE /api/session', undefined],
  ] as const;

  it.each(lines)('%s: is refused, wherever it is', async (line, body) => {
    const { cookie } = await open();
    for (const site of ['cross-site', 'same-site', 'none', 'anything']) {
      const { status, data, cookies } = await call(line, cookie, body, { 'sec-fetch-site': site });
      expect([status, data['code'], cookies], site).toEqual([403, 'auth.forbidden', []]);
    }
    expect(await isSignedIn(cookie)).toBe(true);
  });

  it.each(lines)('%s: is served for a page of ours, and for what is no browser', async (line, body) => {
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, undefined])
      expect((await call(line, (await open()).cookie, body, headers)).status).toBeLessThan(300);
  });

  it('cannot ask without JSON, for which its browser needs our permission first', async () => {
    const { cookie } = await open();
    const asForm = { 'content-type': 'application/x-www-form-urlencoded' };
    const form = await app.inject({
      method: 'POST',
      url: '/api/session/token',
      headers: { ...fromGateway, ...asForm, cookie: `mercato_session=${cookie}` },
      payload: 'a=b',
    });
    expect([form.statusCode, (await call('POST /api/session/token', cookie)).status]).toEqual([415, 400]);
  });
});
