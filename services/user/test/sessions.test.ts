import { beforeEach, describe, expect, it } from 'vitest';
import { sendNotification } from '@mercato/contracts/notification';
import { silentLogger } from '@mercato/kit/telemetry';
import type { Account } from '../src/domain/account.ts';
import type { SessionBook } from '../src/domain/session.ts';
import { originOf } from '../src/use-cases/origin.ts';
import { closeProfile } from '../src/use-cases/profile.ts';
import { createAccount } from '../src/use-cases/create-account.ts';
import { confirmPasswordReset, requestPasswordReset } from '../src/use-cases/reset-password.ts';
import { listSessions, logOut, revokeSession, revokeSessions } from '../src/use-cases/sessions.ts';
import { logIn, refresh } from '../src/use-cases/sign-in.ts';
import { ada, makeWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = makeWorld();
  await createAccount(world, { ...ada, fullName: 'Ada L', phone: '+49 123456' }, { id: 'one', role: 'user' });
});

const hour = 3_600_000;
const day = 24 * hour;
const over = { code: 'user.refresh_invalid' };
const phone = { client: '192.0.2.1', userAgent: 'Phone' };
const laptop = { client: '192.0.2.2', userAgent: 'Laptop' };
const list = () => listSessions(world, 'one', undefined);
const book = () => world.store.peek<{ state: SessionBook }>('sessions:one')?.state;

describe('sessions', () => {
  it('are listed, the latest used first, with what tells them apart', async () => {
    const first = await logIn(world, ada, phone);
    world.clock.advance(60_000);
    await logIn(world, ada, laptop);
    world.clock.advance(60_000);
    await refresh(world, first.refreshToken);
    const [one, two] = await list();
    expect([one?.userAgent, two?.userAgent]).toEqual(['Phone', 'Laptop']);
    expect(Date.parse(one?.lastUsedAt ?? '') - Date.parse(one?.createdAt ?? '')).toBe(120_000);
    expect(Date.parse(one?.expiresAt ?? '') - world.clock.now()).toBe(hour);
    expect(JSON.stringify([one, two])).not.toMatch(/192\.0\.2|[0-9a-f]{64}/);
  });

  it('end one by one, and all at once', async () => {
    const tokens = [await logIn(world, ada, phone), await logIn(world, ada, laptop), await logIn(world, ada)];
    const id = (await list()).find(({ userAgent }) => userAgent === 'Phone')?.id ?? '';
    await revokeSession(world, 'one', id);
    await revokeSession(world, 'one', id);
    await expect(refresh(world, tokens[0]?.refreshToken ?? '')).rejects.toMatchObject(over);
    const next = await refresh(world, tokens[1]?.refreshToken ?? '');
    await revokeSessions(world, 'one');
    for (const token of [next.refreshToken, tokens[2]?.refreshToken ?? ''])
      await expect(refresh(world, token)).rejects.toMatchObject(over);
    expect(await list()).toEqual([]);
  });

  it('end by logging out, of which a token that is no good learns nothing', async () => {
    const { refreshToken } = await logIn(world, ada);
    const other = await logIn(world, ada);
    await logOut(world, refreshToken);
    for (const token of [refreshToken, 'x', `nobody~x.${'0'.repeat(64)}`]) await logOut(world, token);
    await expect(refresh(world, refreshToken)).rejects.toMatchObject(over);
    expect(world.store.peek('sessions:nobody')).toBeUndefined();
    await refresh(world, other.refreshToken);
  });

  it('end an hour after they were last used, and after a day however often they were', async () => {
    let { refreshToken } = await logIn(world, ada);
    for (let n = 0; n < 47; n += 1) {
      world.clock.advance(hour / 2);
      ({ refreshToken } = await refresh(world, refreshToken));
    }
    world.clock.advance(hour / 2);
    await expect(refresh(world, refreshToken)).rejects.toMatchObject(over);
    expect(await list()).toEqual([]);
  });

  it('last while they are used within 30 days where the shopper is remembered', async () => {
    let { refreshToken } = await logIn(world, { ...ada, remember: true });
    for (let n = 0; n < 5; n += 1) {
      world.clock.advance(29 * day);
      ({ refreshToken } = await refresh(world, refreshToken));
    }
    world.clock.advance(30 * day);
    await expect(refresh(world, refreshToken)).rejects.toMatchObject(over);
  });

  it('are twenty at the most: the one unused for longest makes way, and what is over leaves nothing', async () => {
    const first = await logIn(world, ada);
    world.clock.advance(1);
    const second = await logIn(world, ada);
    for (let n = 0; n < 19; n += 1) {
      world.clock.advance(1);
      await logIn(world, ada);
    }
    expect(book()?.sessions).toHaveLength(20);
    await expect(refresh(world, first.refreshToken)).rejects.toMatchObject(over);
    await refresh(world, second.refreshToken);
    world.clock.advance(2 * hour);
    await logIn(world, ada);
    expect(book()?.sessions).toHaveLength(1);
  });

  it('of a closed account are gone, and so is what described a person', async () => {
    await logIn(world, ada, phone);
    await closeProfile(world, 'one');
    expect(book()).toEqual({ sessions: [], familiar: [] });
    const left = world.store.peek<{ state: Account }>('user:one')?.state;
    expect(left).toMatchObject({ fullName: null, phone: null, address: null, passwordHash: '', email: ada.email });
  });
});

describe('guessing', () => {
  const wrong = { ...ada, password: 'not the password' };
  const attack = async (times: number) => {
    for (let n = 0; n < times; n += 1)
      await logIn(world, wrong, { client: `198.51.100.${n}`, userAgent: null }).catch(() => undefined);
  };

  it('does not keep the owner out where the account was signed in to before', async () => {
    await logIn(world, ada, laptop);
    await attack(50);
    await logIn(world, ada, laptop);
    await expect(logIn(world, ada, phone)).rejects.toMatchObject({ code: 'rate.limited' });
  });

  it('does not keep out whoever reads the mail of the owner: a reset opens the way', async () => {
    await attack(50);
    await requestPasswordReset(world, ada.email, silentLogger);
    const token = String(world.publisher.of(sendNotification)[0]?.data['token']);
    await confirmPasswordReset(world, token, 'a brand new password', phone);
    await attack(50);
    await logIn(world, { ...ada, password: 'a brand new password' }, phone);
  });

  it('is not what a service does that was too busy to look', async () => {
    const hasher = {
      hash: (p: string) => world.hasher.hash(p),
      isOutdated: () => false,
      verify: () => Promise.reject(new Error('busy')),
    };
    for (let n = 0; n < 150; n += 1) await expect(logIn({ ...world, hasher }, ada, phone)).rejects.toThrow('busy');
    await logIn(world, ada, phone);
  });

  it('from one client at many accounts is refused before anything is read', async () => {
    for (let n = 0; n < 110; n += 1)
      await logIn(world, { ...wrong, email: `a${n}@example.com` }, phone).catch(() => undefined);
    const reads = world.store.counts.get;
    await expect(logIn(world, ada, phone)).rejects.toMatchObject({ code: 'rate.limited' });
    expect(world.store.counts.get).toBe(reads);
  });
});

describe('where a request comes from', () => {
  it.each([
    [{}, { client: null, userAgent: null }],
    [{ 'x-forwarded-for': '192.0.2.1' }, { client: '192.0.2.1', userAgent: null }],
    [
      { 'x-forwarded-for': '192.0.2.1, 10.0.0.1', 'user-agent': 'x' },
      { client: '192.0.2.1', userAgent: 'x' },
    ],
    [{ 'x-forwarded-for': '2001:db8:1:2:3:4:5:6' }, { client: '2001:db8:1:2', userAgent: null }],
  ])('%j is %j', (headers, origin) => {
    expect(originOf(headers)).toEqual(origin);
  });
});
