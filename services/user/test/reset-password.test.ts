import { sendNotification } from '@mercato/contracts/notification';
import { silentLogger } from '@mercato/kit/telemetry';
import { beforeEach, describe, expect, it } from 'vitest';
import { closeProfile } from '../src/use-cases/profile.ts';
import { createAccount } from '../src/use-cases/create-account.ts';
import { confirmPasswordReset, requestPasswordReset } from '../src/use-cases/reset-password.ts';
import { logIn, refresh } from '../src/use-cases/sign-in.ts';
import { ada, makeWorld, type World } from './world.ts';

let world: World;

beforeEach(async () => {
  world = makeWorld();
  await createAccount(world, ada, { id: 'one', role: 'user' });
});

const fresh = 'a brand new password';
const request = (email = ada.email): Promise<void> => requestPasswordReset(world, email, silentLogger);
const tokens = (): string[] => world.publisher.of(sendNotification).map((m) => String(m.data['token']));
const tokenOf = async (): Promise<string> => {
  await request();
  return tokens().at(-1) ?? '';
};
const refused = { code: 'user.reset_invalid' };

describe('password reset', () => {
  it('mails a token that sets a new password, once', async () => {
    const token = await tokenOf();
    expect(world.publisher.of(sendNotification)).toMatchObject([
      { userId: 'one', channel: 'email', template: 'password-reset', data: { name: 'Ada', minutes: 30 } },
    ]);
    await confirmPasswordReset(world, token, fresh);
    await logIn(world, { ...ada, password: fresh });
    await expect(logIn(world, ada)).rejects.toMatchObject({ code: 'user.credentials_invalid' });
    await expect(confirmPasswordReset(world, token, 'yet another one')).rejects.toMatchObject(refused);
  });

  it('ends every session', async () => {
    const sessions = [await logIn(world, ada), await logIn(world, ada)];
    await confirmPasswordReset(world, await tokenOf(), fresh);
    for (const { refreshToken } of sessions)
      await expect(refresh(world, refreshToken)).rejects.toMatchObject({ code: 'user.refresh_invalid' });
  });

  it('keeps only a hash of the token once the mail is on its way', async () => {
    const token = await tokenOf();
    expect(JSON.stringify(world.store.peek('user:one'))).not.toContain(token.split('.')[1]);
  });

  it('answers alike, and not sooner, for an address nobody has', async () => {
    const time = async (email: string): Promise<number> => {
      const before = world.clock.now();
      await request(email);
      return world.clock.now() - before;
    };
    expect(await time('nobody@example.com')).toBe(await time(ada.email));
    expect(await time(ada.email)).toBeGreaterThanOrEqual(400);
    expect(tokens()).toHaveLength(1);
  });

  it('waits with the answer even when all is done', async () => {
    let [due, answered] = [(): void => {}, false];
    const clock = { now: () => world.clock.now(), sleep: () => new Promise<void>((resolve) => (due = resolve)) };
    const asked = requestPasswordReset({ ...world, clock }, ada.email, silentLogger);
    void asked.then(() => (answered = true));
    await expect.poll(tokens).toHaveLength(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    due();
    await asked;
  });

  it('does not tell by a failure that the address exists', async () => {
    world.publisher.failNext('unavailable');
    await request();
    expect(tokens()).toEqual([]);
    // The mail is owed: the next write of the account sends it.
    world.clock.advance(61_000);
    await request();
    expect(tokens()).toHaveLength(2);
  });

  it('sends at most one mail a minute, and the newest token counts', async () => {
    const first = await tokenOf();
    await request();
    expect(tokens()).toHaveLength(1);
    world.clock.advance(60_000);
    const second = await tokenOf();
    expect(second).not.toBe(first);
    await expect(confirmPasswordReset(world, first, fresh)).rejects.toMatchObject(refused);
    await confirmPasswordReset(world, second, fresh);
  });

  it('refuses an old token, a made-up one and one of a closed account', async () => {
    const token = await tokenOf();
    for (const bad of ['', 'x', `two.${'0'.repeat(64)}`, `one.${'0'.repeat(64)}`])
      await expect(confirmPasswordReset(world, bad, fresh)).rejects.toMatchObject(refused);
    world.clock.advance(30 * 60_000);
    await expect(confirmPasswordReset(world, token, fresh)).rejects.toMatchObject(refused);
    const next = await tokenOf();
    await closeProfile(world, 'one');
    await expect(confirmPasswordReset(world, next, fresh)).rejects.toMatchObject(refused);
    await request();
    expect(tokens()).toHaveLength(2);
  });

  it('lets one of two win who use the token at once', async () => {
    const token = await tokenOf();
    const both = await Promise.allSettled([
      confirmPasswordReset(world, token, fresh),
      confirmPasswordReset(world.replica(), token, 'the other password'),
    ]);
    expect(both.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});
