import { beforeEach, describe, expect, it } from 'vitest';
import { changePassword } from '../src/use-cases/change-password.ts';
import { closeProfile } from '../src/use-cases/profile.ts';
import { createAccount } from '../src/use-cases/create-account.ts';
import { confirmPasswordReset, requestPasswordReset } from '../src/use-cases/reset-password.ts';
import { listSessions } from '../src/use-cases/sessions.ts';
import { logIn, refresh } from '../src/use-cases/sign-in.ts';
import { silentLogger } from '@mercato/kit/telemetry';
import { sendNotification } from '@mercato/contracts/notification';
import { ada, makeWorld, type World } from './world.ts';

let world: World;

beforeEach(async () => {
  world = makeWorld();
  await createAccount(world, ada, { id: 'one', role: 'user' });
});

const fresh = 'a brand new password';
const wrong = { code: 'user.credentials_invalid' };
const weak = { code: 'user.password_weak', fields: [{ in: 'body', pointer: '/password' }] };
const here = { client: '192.0.2.1', userAgent: null };

const change = (password = fresh, currentPassword = ada.password, sessionId?: string): Promise<void> => {
  const caller = { userId: 'one', role: 'user' as const, ...(sessionId === undefined ? {} : { sessionId }) };
  return changePassword(world, caller, { currentPassword, password }, here);
};

/** The id of the session that was opened last. */
const latestSession = async (): Promise<string> => (await listSessions(world, 'one', undefined))[0]?.id ?? '';

describe('changing a password', () => {
  it('wants the old one, and then the new one signs in', async () => {
    await expect(change(fresh, 'not the old one')).rejects.toMatchObject(wrong);
    await logIn(world, ada);
    await change();
    await logIn(world, { ...ada, password: fresh });
    await expect(logIn(world, ada)).rejects.toMatchObject(wrong);
  });

  it('ends every session but the one that it is asked in', async () => {
    const other = await logIn(world, ada);
    world.clock.advance(1_000);
    const mine = await logIn(world, ada);
    await change(fresh, ada.password, await latestSession());
    await expect(refresh(world, other.refreshToken)).rejects.toMatchObject({ code: 'user.refresh_invalid' });
    await refresh(world, mine.refreshToken);
  });

  it('ends all of them where nobody knows in which it is asked', async () => {
    const { refreshToken } = await logIn(world, ada);
    await change();
    await expect(refresh(world, refreshToken)).rejects.toMatchObject({ code: 'user.refresh_invalid' });
  });

  it('counts wrong guesses like those of signing in', async () => {
    for (let n = 0; n < 10; n += 1) await expect(change(fresh, `guess ${n}`)).rejects.toMatchObject(wrong);
    await expect(change()).rejects.toMatchObject({ code: 'rate.limited' });
  });

  it('of two at once lets one through', async () => {
    const both = await Promise.allSettled([change(fresh), change('another new one')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject(wrong);
  });

  it('is nothing for an account that was closed', async () => {
    await closeProfile(world, 'one');
    await expect(change()).rejects.toMatchObject({ code: 'user.not_found' });
  });
});

describe('a password that is soon guessed', () => {
  it('is refused wherever one is chosen, and changes nothing', async () => {
    const easy = { ...ada, username: 'grace', email: 'grace@example.com', password: 'Mercato2026' };
    await expect(createAccount(world, easy, { id: 'two', role: 'user' })).rejects.toMatchObject(weak);
    expect((await world.accounts.load('two'))?.state).toBeUndefined();
    await expect(change('password12')).rejects.toMatchObject(weak);
    await requestPasswordReset(world, ada.email, silentLogger);
    const token = String(world.publisher.of(sendNotification)[0]?.data['token']);
    await expect(confirmPasswordReset(world, token, 'qwertyuiop')).rejects.toMatchObject(weak);
    await logIn(world, ada);
    await confirmPasswordReset(world, token, fresh);
  });

  it('may be the name of somebody else', async () => {
    const named = { ...ada, username: 'zanzibar', email: 'z@example.com', password: 'zanzibar-11' };
    await expect(createAccount(world, named, { id: 'two', role: 'user' })).rejects.toMatchObject(weak);
    await createAccount(world, { ...named, username: 'somebody' }, { id: 'two', role: 'user' });
  });
});
