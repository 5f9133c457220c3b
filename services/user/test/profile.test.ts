import { beforeEach, describe, expect, it } from 'vitest';
import { holdTime } from '../src/domain/claim.ts';
import { closeProfile, mustOwn, readContact, readProfile, updateProfile } from '../src/use-cases/profile.ts';
import { createAccount } from '../src/use-cases/create-account.ts';
import { logIn } from '../src/use-cases/sign-in.ts';
import { ada, makeWorld, type World } from './world.ts';

let world: World;

beforeEach(async () => {
  world = makeWorld();
  await createAccount(world, { ...ada, fullName: 'Ada L', phone: '+49 123456' }, { id: 'one', role: 'user' });
});

const bob = { username: 'bob', email: 'bob@example.com', password: 'another password' };
const owner = (key: string): string | undefined => world.store.peek<{ ownerId: string }>(key)?.ownerId;

describe('a profile', () => {
  it('changes what is given, empties what is null, keeps the rest', async () => {
    world.clock.advance(1000);
    const after = await updateProfile(world, 'one', { fullName: null });
    expect(after).toMatchObject({ fullName: null, phone: '+49 123456', email: ada.email, version: 2 });
    expect(after.updatedAt > after.createdAt).toBe(true);
  });

  it('moves to a new address and frees the old one', async () => {
    await updateProfile(world, 'one', { email: 'new@example.com', username: 'Lovelace' });
    expect((await logIn(world, { ...ada, email: 'new@example.com' })).user.username).toBe('Lovelace');
    await expect(logIn(world, ada)).rejects.toMatchObject({ code: 'user.credentials_invalid' });
    await createAccount(world, ada, { id: 'two', role: 'user' });
  });

  it('keeps its username when only the case changes', async () => {
    await updateProfile(world, 'one', { username: 'ADA' });
    expect(owner('claim:username:ada')).toBe('one');
  });

  it('refuses a taken address, and holds on to nothing for it', async () => {
    await createAccount(world, bob, { id: 'two', role: 'user' });
    const update = { email: 'free@example.com', username: 'BOB' };
    await expect(updateProfile(world, 'one', update)).rejects.toMatchObject({ code: 'user.username_taken' });
    expect(owner('claim:email:free@example.com')).toBeUndefined();
    expect(await readProfile(world, 'one')).toMatchObject({ email: ada.email, username: 'Ada', version: 1 });
  });

  it('goes back to its old address when the new one was lost on the way', async () => {
    const slow = world.replica();
    slow.interleaving.before('replace user:one', async () => {
      world.clock.advance(holdTime + 1);
      await createAccount(world, bob, { id: 'two', role: 'user' });
    });
    const update = { email: bob.email, username: 'Lovelace' };
    await expect(updateProfile(slow, 'one', update)).rejects.toMatchObject({ code: 'user.email_taken' });
    expect(owner('claim:username:lovelace')).toBeUndefined();
    expect((await logIn(world, bob)).user.id).toBe('two');
    expect((await logIn(world, ada)).user.id).toBe('one');
  });

  it('is one of the two when two addresses are chosen at once, and the other is free again', async () => {
    const [a, b] = ['a@example.com', 'b@example.com'];
    await Promise.all([a, b].map((email) => updateProfile(world.replica(), 'one', { email })));
    const { email } = await readProfile(world, 'one');
    expect((await logIn(world, { ...ada, email })).user.id).toBe('one');
    const free = email === a ? b : a;
    expect(owner(`claim:email:${free}`)).toBeUndefined();
  });

  it('keeps an address it goes back to while the first change still tidies up', async () => {
    const slow = world.replica();
    slow.interleaving.before(`remove claim:email:${ada.email}`, async () => {
      await updateProfile(world, 'one', { email: ada.email });
    });
    await updateProfile(slow, 'one', { email: 'new@example.com' });
    expect(slow.interleaving.pending).toEqual([]);
    expect((await logIn(world, ada)).user.id).toBe('one');
  });

  it('applies a change once when the answer of the write is lost', async () => {
    world.store.failNext('replace', 'lostAnswer', { subject: 'user:one' });
    expect((await updateProfile(world, 'one', { email: 'new@example.com' })).version).toBe(2);
    expect(owner(`claim:email:${ada.email}`)).toBeUndefined();
  });
});

describe('a closed account', () => {
  beforeEach(() => closeProfile(world, 'one'));

  it('is gone for everybody', async () => {
    const gone = { code: 'user.not_found' };
    await expect(readProfile(world, 'one')).rejects.toMatchObject(gone);
    await expect(updateProfile(world, 'one', { fullName: 'x' })).rejects.toMatchObject(gone);
    await expect(closeProfile(world, 'one')).rejects.toMatchObject(gone);
    expect(await readContact(world, 'one')).toBeNull();
  });

  it('keeps its names for ever', async () => {
    world.clock.advance(1000 * holdTime);
    await expect(createAccount(world, { ...bob, email: ada.email }, { id: 'two', role: 'user' })).rejects.toMatchObject(
      {
        code: 'user.email_taken',
      },
    );
    await expect(createAccount(world, { ...bob, username: 'ada' }, { id: 'two', role: 'user' })).rejects.toMatchObject({
      code: 'user.username_taken',
    });
  });
});

describe('who may', () => {
  it('is the owner or an administrator', () => {
    mustOwn({ userId: 'one', role: 'user' }, 'one');
    mustOwn({ userId: 'boss', role: 'admin' }, 'one');
    expect(() => mustOwn({ userId: 'two', role: 'user' }, 'one')).toThrow('not yours');
  });

  it('finds a contact for the services', async () => {
    expect(await readContact(world, 'one')).toEqual({ email: ada.email, name: 'Ada L', phone: '+49 123456' });
    expect(await readContact(world, 'nobody')).toBeNull();
  });
});
