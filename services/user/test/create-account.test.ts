import { describe, expect, it } from 'vitest';
import type { Account } from '../src/domain/account.ts';
import { holdTime } from '../src/domain/claim.ts';
import { findByEmail } from '../src/use-cases/find-account.ts';
import { createAccount } from '../src/use-cases/create-account.ts';
import { logIn } from '../src/use-cases/sign-in.ts';
import { ada, makeWorld, type World } from './world.ts';

const one = { id: 'one', role: 'user' } as const;
const two = { id: 'two', role: 'user' } as const;
const emailKey = 'claim:email:ada@example.com';
const nameKey = 'claim:username:ada';
const other = { ...ada, username: 'Ida' };

const account = (world: World, id: string): Account | undefined =>
  world.store.peek<{ state: Account }>(`user:${id}`)?.state;
const owner = (world: World, key: string): string | undefined => world.store.peek<{ ownerId: string }>(key)?.ownerId;

/** Whoever was told "created" can sign in, and nobody else owns a name. */
const expectOwner = async (world: World, id: string): Promise<void> => {
  expect((await logIn(world, ada)).user.id).toBe(id);
  expect(owner(world, emailKey)).toBe(id);
};

describe('a new account', () => {
  it('writes claims first, then the account, and stores no password', async () => {
    const world = makeWorld();
    const user = await createAccount(world, ada, one);
    expect(user).toMatchObject({ id: 'one', username: 'Ada', email: ada.email, role: 'user', version: 1 });
    expect(world.store.keys).toEqual([emailKey, nameKey, 'user:one']);
    expect(JSON.stringify(world.store.peek('user:one'))).not.toContain(ada.password);
    await expectOwner(world, 'one');
  });

  it('refuses a taken email, and a username that differs in case only', async () => {
    const world = makeWorld();
    await createAccount(world, ada, one);
    await expect(createAccount(world, other, two)).rejects.toMatchObject({ code: 'user.email_taken' });
    await expect(createAccount(world, { ...ada, email: 'b@example.com', username: 'aDA' }, two)).rejects.toMatchObject({
      code: 'user.username_taken',
    });
  });

  it('gives back the email at once when the username is refused', async () => {
    const world = makeWorld();
    await createAccount(world, ada, one);
    const next = { ...ada, email: 'b@example.com' };
    await expect(createAccount(world, next, two)).rejects.toMatchObject({ code: 'user.username_taken' });
    expect(owner(world, 'claim:email:b@example.com')).toBeUndefined();
    await createAccount(world, { ...next, username: 'free' }, { ...two, id: 'three' });
  });

  it('gives back the names when hashing is refused', async () => {
    const world = makeWorld();
    const hasher = { ...world.hasher, hash: () => Promise.reject(new Error('too busy')) };
    await expect(createAccount({ ...world, hasher }, ada, one)).rejects.toThrow('too busy');
    expect(world.store.keys).toEqual([]);
  });

  it('lets one of many win who register the same address at once', async () => {
    const world = makeWorld();
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) =>
        createAccount(world.replica(), { ...ada, username: `ada${n}` }, { id: `id${n}`, role: 'user' }),
      ),
    );
    const winners = results.flatMap((r) => (r.status === 'fulfilled' ? [r.value.id] : []));
    expect(winners).toHaveLength(1);
    await expectOwner(world, winners[0] ?? '');
  });

  it('says created to a repetition of itself, whatever answer was lost', async () => {
    for (const [operation, subject] of [
      ['create', emailKey],
      ['create', nameKey],
      ['create', 'user:one'],
      ['replace', emailKey],
      ['replace', nameKey],
    ] as const) {
      const world = makeWorld();
      world.store.failNext(operation, 'lostAnswer', { subject });
      expect((await createAccount(world, ada, one)).id).toBe('one');
      expect(world.store.faults.pending).toEqual([]);
      expect((await createAccount(world, ada, one)).id).toBe('one');
      await expectOwner(world, 'one');
    }
  });

  it('goes on where a crash left it, on the retry of its author', async () => {
    for (const step of [
      'create claim:username:ada',
      'create user:one',
      'replace claim:email:ada@example.com',
    ] as const) {
      const world = makeWorld();
      const dying = world.replica();
      dying.interleaving.before(step, () => new Promise(() => undefined));
      void createAccount(dying, ada, one);
      await expect.poll(() => dying.interleaving.pending).toEqual([]);
      expect((await createAccount(world, ada, one)).id).toBe('one');
      await expectOwner(world, 'one');
    }
  });

  it('shows the account to its author only: the same id with another password is refused', async () => {
    const world = makeWorld();
    await createAccount(world, ada, one);
    await expect(createAccount(world, { ...ada, password: 'something else' }, one)).rejects.toMatchObject({
      code: 'user.email_taken',
    });
  });

  it('does not withdraw an account because the store was away for a moment', async () => {
    const world = makeWorld();
    world.store.failNext('replace', 'unavailable', { subject: emailKey });
    await expect(createAccount(world, ada, one)).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(account(world, 'one')?.status).toBe('active');
    expect((await createAccount(world, ada, one)).id).toBe('one');
  });
});

describe('a name whose owner died', () => {
  const leaveClaims = async (world: World): Promise<void> => {
    await world.claims.hold('email:ada@example.com', 'dead');
  };

  it('is held for a while, then free', async () => {
    const world = makeWorld();
    await leaveClaims(world);
    await expect(createAccount(world, ada, one)).rejects.toMatchObject({ code: 'user.email_taken' });
    world.clock.advance(holdTime + 1);
    await createAccount(world, ada, one);
    await expectOwner(world, 'one');
  });

  it('stays with an account that points to it, however old', async () => {
    const world = makeWorld();
    await createAccount(world, ada, one);
    world.clock.advance(1000 * holdTime);
    await expect(createAccount(world, other, two)).rejects.toMatchObject({ code: 'user.email_taken' });
  });

  it('goes to one owner when the first one wakes up late, just before its account is written', async () => {
    const world = makeWorld();
    const late = world.replica();
    late.interleaving.before('create user:one', async () => {
      world.clock.advance(holdTime + 1);
      await createAccount(world, other, two);
    });
    await expect(createAccount(late, ada, one)).rejects.toMatchObject({ code: 'user.email_taken' });
    expect(account(world, 'one')?.status).toBe('withdrawn');
    expect(owner(world, nameKey)).toBeUndefined();
    await expectOwner(world, 'two');
  });

  it('goes to one owner when both decide at the same moment', async () => {
    const world = makeWorld();
    const [late, next] = [world.replica(), world.replica()];
    // `next` has read that nobody points to the name; only then `late` finishes; then `next` writes what it decided.
    late.interleaving.before('create user:one', async () => {
      world.clock.advance(holdTime + 1);
    });
    let finished: Promise<unknown> = Promise.resolve();
    next.interleaving.after('get user:one', async () => {
      finished = createAccount(late, ada, one);
      await finished;
    });
    await world.claims.hold('email:ada@example.com', 'one');
    world.clock.advance(holdTime + 1);
    await expect(createAccount(next, other, two)).rejects.toMatchObject({ code: 'user.email_taken' });
    await expect(finished).resolves.toMatchObject({ id: 'one' });
    await expectOwner(world, 'one');
  });

  it('can be registered again by who was withdrawn, once it is free', async () => {
    const world = makeWorld();
    const late = world.replica();
    late.interleaving.before('create user:one', async () => {
      world.clock.advance(holdTime + 1);
      await world.claims.hold('email:ada@example.com', 'dead');
    });
    await expect(createAccount(late, ada, one)).rejects.toMatchObject({ code: 'user.email_taken' });
    expect(await findByEmail(world, ada.email)).toBeUndefined();
    world.clock.advance(holdTime + 1);
    await createAccount(world, ada, one);
    await expectOwner(world, 'one');
  });

  it('is not given back by an owner who still uses it', async () => {
    const world = makeWorld();
    await createAccount(world, ada, one);
    await world.claims.release('email:ada@example.com', 'one');
    await world.claims.release('email:ada@example.com', 'two');
    expect(owner(world, emailKey)).toBe('one');
  });

  it('lets nobody in by a name that is held but not used', async () => {
    const world = makeWorld();
    await createAccount(world, ada, one);
    await world.claims.hold('email:next@example.com', 'one');
    await expect(logIn(world, { ...ada, email: 'next@example.com' })).rejects.toMatchObject({
      code: 'user.credentials_invalid',
    });
  });
});
