import { sendNotification } from '@mercato/contracts/notification';
import type { Registration } from '@mercato/contracts/user';
import { beforeEach, describe, expect, it } from 'vitest';
import { createAccount } from '../src/use-cases/create-account.ts';
import { closeProfile, readContact } from '../src/use-cases/profile.ts';
import { confirmRegistration, requestRegistration } from '../src/use-cases/register.ts';
import { logIn } from '../src/use-cases/sign-in.ts';
import { ada, makeWorld, type World } from './world.ts';

let world: World;
beforeEach(() => {
  world = makeWorld();
});

const bob = { username: 'bob', email: 'bob@example.com', password: 'a password of bob' };
const minute = 60_000;
const refused = { code: 'user.registration_invalid' };

const mails = () => world.publisher.of(sendNotification);
const tokens = (): string[] => mails().flatMap(({ data }) => (data['token'] === undefined ? [] : [`${data['token']}`]));
const asked = async (wanted: Registration): Promise<string> => {
  await requestRegistration(world, wanted);
  return tokens().at(-1) ?? '';
};

describe('asking for an account', () => {
  it('makes none: it mails a token to the address', async () => {
    expect(await requestRegistration(world, bob)).toEqual({ email: bob.email, confirmWithinMinutes: 60 });
    const [mail] = mails();
    expect(mail).toMatchObject({ channel: 'email', template: 'registration', data: { minutes: 60 } });
    expect(await readContact(world, mail?.userId ?? '')).toEqual({ email: bob.email, name: bob.email, phone: null });
    await expect(logIn(world, bob)).rejects.toMatchObject({ code: 'user.credentials_invalid' });
    const kept = JSON.stringify(world.store.keys.map((key) => world.store.peek(key)));
    for (const secret of [bob.password, tokens()[0]?.split('.')[1] ?? '']) expect(kept).not.toContain(secret);
  });

  it('tells the owner of a taken address, and nobody else; what was there stays as it is', async () => {
    await createAccount(world, bob, { id: 'one', role: 'user' });
    const answer = await requestRegistration(world, { ...ada, email: bob.email });
    expect(answer).toEqual({ email: bob.email, confirmWithinMinutes: 60 });
    expect(mails()).toMatchObject([{ template: 'registration-known', data: {} }]);
    expect(await readContact(world, mails()[0]?.userId ?? '')).toMatchObject({ email: bob.email });
    await logIn(world, bob);
  });

  it('tells the owner of a closed account too, whose address stays taken', async () => {
    await createAccount(world, bob, { id: 'one', role: 'user' });
    await closeProfile(world, 'one');
    await requestRegistration(world, { ...ada, email: bob.email });
    expect(mails()).toMatchObject([{ template: 'registration-known' }]);
  });

  it('costs the same for an address that is taken', async () => {
    await createAccount(world, ada, { id: 'one', role: 'user' });
    const hashed: string[] = [];
    const hash = (password: string) => {
      hashed.push(password);
      return world.hasher.hash(password);
    };
    const hasher = { hash, verify: () => Promise.resolve(false), isOutdated: () => false };
    const costOf = async (email: string) => {
      const { get, create, replace, remove } = world.store.counts;
      const published = mails().length;
      await requestRegistration({ ...world, hasher }, { ...bob, email });
      const { counts } = world.store;
      const writes = [counts.create - create, counts.replace - replace, counts.remove - remove];
      return { reads: counts.get - get, writes, mails: mails().length - published };
    };
    const [free, taken] = [await costOf('nobody@example.com'), await costOf(ada.email)];
    expect(taken).toEqual(free);
    expect(free).toMatchObject({ mails: 1 });
    expect(hashed).toEqual([bob.password, bob.password]);
  });

  it('says that a username is taken, whoever has the address', async () => {
    await createAccount(world, ada, { id: 'one', role: 'user' });
    for (const email of [ada.email, 'nobody@example.com'])
      await expect(requestRegistration(world, { ...bob, email, username: 'ADA' })).rejects.toMatchObject({
        code: 'user.username_taken',
      });
    expect(mails()).toEqual([]);
  });

  it.each([
    ['free', 'nobody@example.com'],
    ['taken', ada.email],
  ])('mails five times an hour to one address at the most (%s)', async (_, email) => {
    await createAccount(world, ada, { id: 'one', role: 'user' });
    for (let n = 0; n < 9; n += 1) await requestRegistration(n % 2 ? world : world.replica(), { ...bob, email });
    expect(mails()).toHaveLength(5);
    world.clock.advance(60 * minute);
    await requestRegistration(world, { ...bob, email });
    expect(mails()).toHaveLength(6);
  });

  it('is slowed for one network that names many addresses, and not for others', async () => {
    const from = (client: string, n: number) =>
      requestRegistration(world, { ...bob, email: `a${n}@example.com` }, { client, userAgent: null });
    for (let n = 0; n < 20; n += 1) await from('10.0.0.1', n);
    await expect(from('10.0.0.1', 20)).rejects.toMatchObject({ code: 'rate.limited', retryAfter: 1 });
    await from('10.0.0.2', 21);
    world.clock.advance(1_000);
    await from('10.0.0.1', 22);
    await expect(from('10.0.0.1', 23)).rejects.toMatchObject({ code: 'rate.limited', retryAfter: 2 });
    expect(mails()).toHaveLength(22);
  });
});

describe('confirming', () => {
  it('hashes no password: that was done when it was asked for', async () => {
    const token = await asked(bob);
    const hash = () => Promise.reject(new Error('hashed again'));
    const hasher = { hash, verify: world.hasher.verify.bind(world.hasher), isOutdated: () => false };
    await confirmRegistration({ ...world, hasher }, token, bob.password);
    await logIn(world, bob);
  });

  it('makes the account, once, for who has the token and the password', async () => {
    const token = await asked({ ...bob, fullName: 'Bob' });
    const user = await confirmRegistration(world, token, bob.password);
    expect(user).toMatchObject({ username: 'bob', email: bob.email, fullName: 'Bob', role: 'user' });
    expect((await logIn(world, bob)).user.id).toBe(user.id);
    await expect(confirmRegistration(world, token, bob.password)).rejects.toMatchObject(refused);
  });

  it('refuses a stranger’s password, and leaves the token to its owner', async () => {
    const token = await asked(bob);
    await expect(confirmRegistration(world, token, 'what I thought I chose')).rejects.toMatchObject(refused);
    await confirmRegistration(world, token, bob.password);
  });

  it('gives nobody an account under a password of somebody else, however their registrations mix', async () => {
    const own = await asked(bob);
    const stranger = { ...bob, username: 'eve', password: 'a password of eve' };
    const newest = await asked(stranger);
    await expect(confirmRegistration(world, own, bob.password)).rejects.toMatchObject(refused);
    await expect(confirmRegistration(world, newest, bob.password)).rejects.toMatchObject(refused);
    await confirmRegistration(world, await asked(bob), bob.password);
    await expect(logIn(world, stranger)).rejects.toMatchObject({ code: 'user.credentials_invalid' });
    await logIn(world, bob);
  });

  it('refuses an old token, and blocks nobody after it', async () => {
    const token = await asked(bob);
    world.clock.advance(60 * minute - 1);
    const other = await asked({ ...ada, username: 'other' });
    world.clock.advance(1);
    await expect(confirmRegistration(world, token, bob.password)).rejects.toMatchObject(refused);
    await confirmRegistration(world, other, ada.password);
    await confirmRegistration(world, await asked(bob), bob.password);
  });

  it.each(['', 'x', `reg-0.${'0'.repeat(64)}`])('refuses a token that is none: %j', async (bad) => {
    const token = await asked(bob);
    for (const wrong of [bad, `${token.split('.')[0]}.${'0'.repeat(64)}`])
      await expect(confirmRegistration(world, wrong, bob.password)).rejects.toMatchObject(refused);
  });

  it('refuses what was asked for before the address or the username went to somebody else', async () => {
    const token = await asked(bob);
    await createAccount(world, { ...ada, username: 'BOB' }, { id: 'one', role: 'user' });
    await expect(confirmRegistration(world, token, bob.password)).rejects.toMatchObject({
      code: 'user.username_taken',
    });
    const next = await asked({ ...bob, username: 'bobby' });
    await createAccount(world, { ...bob, username: 'robert' }, { id: 'two', role: 'user' });
    await expect(confirmRegistration(world, next, bob.password)).rejects.toMatchObject({ code: 'user.email_taken' });
  });

  it('goes on where a crash left it: the same account, and then no more', async () => {
    const token = await asked(bob);
    const dying = world.replica();
    dying.interleaving.before('replace claim:email:bob@example.com', () => new Promise(() => undefined));
    void confirmRegistration(dying, token, bob.password);
    await expect.poll(() => dying.interleaving.pending).toEqual([]);
    const user = await confirmRegistration(world, token, bob.password);
    expect((await logIn(world, bob)).user.id).toBe(user.id);
    await expect(confirmRegistration(world, token, bob.password)).rejects.toMatchObject(refused);
  });

  it('makes one account for two who confirm at once', async () => {
    const token = await asked(bob);
    const both = await Promise.allSettled([
      confirmRegistration(world, token, bob.password),
      confirmRegistration(world.replica(), token, bob.password),
    ]);
    const ids = both.flatMap((r) => (r.status === 'fulfilled' ? [r.value.id] : []));
    expect(new Set(ids).size).toBe(1);
    expect((await logIn(world, bob)).user.id).toBe(ids[0]);
  });
});
