import { sendNotification } from '@mercato/contracts/notification';
import { silentLogger } from '@mercato/kit/telemetry';
import { beforeEach, describe, expect, it } from 'vitest';
import { registrationId } from '../src/domain/registration.ts';
import { confirmAddressChange, requestAddressChange } from '../src/use-cases/change-address.ts';
import { createAccount } from '../src/use-cases/create-account.ts';
import { readContact, readProfile } from '../src/use-cases/profile.ts';
import { confirmRegistration, requestRegistration } from '../src/use-cases/register.ts';
import { confirmPasswordReset, requestPasswordReset } from '../src/use-cases/reset-password.ts';
import { logIn } from '../src/use-cases/sign-in.ts';
import { ada, makeWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = makeWorld();
  await createAccount(world, ada, { id: 'one', role: 'user' });
  await createAccount(world, bob, { id: 'two', role: 'user' });
});

const bob = { username: 'bob', email: 'bob@example.com', password: 'a password of bob' };
const email = 'new@example.com';
const minute = 60_000;
const refused = { code: 'user.address_change_invalid' };

const mails = () => world.publisher.of(sendNotification);
const newestToken = (): string => `${mails().at(-1)?.data['token'] ?? ''}`;
const ask = (wanted = email, id = 'one', currentPassword = ada.password) =>
  requestAddressChange(world, id, { email: wanted, currentPassword });
const asked = async (wanted?: string): Promise<string> => {
  await ask(wanted);
  return newestToken();
};

describe('asking for another address', () => {
  it('changes nothing: it mails a code there, once the password was right', async () => {
    await expect(ask(email, 'one', 'not the password')).rejects.toMatchObject({ code: 'user.credentials_invalid' });
    await expect(ask(email, 'nobody')).rejects.toMatchObject({ code: 'user.not_found' });
    expect(mails()).toEqual([]);
    expect(await ask()).toEqual({ email, confirmWithinMinutes: 60 });
    const [mail] = mails();
    expect(mail).toMatchObject({ template: 'address-change', data: { minutes: 60 } });
    expect(await readContact(world, mail?.userId ?? '')).toMatchObject({ email });
    expect((await readProfile(world, 'one')).email).toBe(ada.email);
  });

  it('costs the same and says the same where another account has the address', async () => {
    const costOf = async (wanted: string) => {
      const before = { ...world.store.counts, mails: mails().length };
      const answer = await ask(wanted);
      const { counts } = world.store;
      const writes = [counts.create - before.create, counts.replace - before.replace, counts.remove - before.remove];
      return { ...answer, email: '', reads: counts.get - before.get, writes, mails: mails().length - before.mails };
    };
    const [free, taken] = [await costOf(email), await costOf(bob.email)];
    expect(taken).toEqual(free);
    expect(mails().map(({ template }) => template)).toEqual(['address-change', 'registration-known']);
    expect(mails()[1]?.data).toEqual({});
  });

  it('mails five times an hour to one address at the most, with the registrations of it', async () => {
    for (let n = 0; n < 3; n += 1) await requestRegistration(world, { ...bob, username: `n${n}x`, email });
    for (let n = 0; n < 4; n += 1) await ask();
    expect(mails()).toHaveLength(5);
  });

  it('is slowed for one network like registrations', async () => {
    const from = (n: number) =>
      requestAddressChange(
        world,
        'one',
        { email: `a${n}@example.com`, currentPassword: ada.password },
        { client: '10.0.0.1', userAgent: null },
      );
    for (let n = 0; n < 20; n += 1) await from(n);
    await expect(from(20)).rejects.toMatchObject({ code: 'rate.limited' });
  });
});

describe('confirming another address', () => {
  it('moves the account, once, and tells whoever reads the former one', async () => {
    const token = await asked();
    expect(await confirmAddressChange(world, 'one', token)).toMatchObject({ id: 'one', email });
    expect((await logIn(world, { ...ada, email })).user.id).toBe('one');
    await expect(logIn(world, ada)).rejects.toMatchObject({ code: 'user.credentials_invalid' });
    const told = mails().at(-1);
    expect(told).toMatchObject({ template: 'address-changed', data: {} });
    expect(await readContact(world, told?.userId ?? '')).toMatchObject({ email: ada.email });
    await expect(confirmAddressChange(world, 'one', token)).rejects.toMatchObject(refused);
  });

  it('tells the former one however much was mailed there', async () => {
    for (let n = 0; n < 6; n += 1) await requestRegistration(world, { ...bob, username: `n${n}x`, email: ada.email });
    await confirmAddressChange(world, 'one', await asked());
    expect(mails().at(-1)?.template).toBe('address-changed');
  });

  it('leaves a reset that went to the former address good for nothing', async () => {
    await requestPasswordReset(world, ada.email, silentLogger);
    const reset = newestToken();
    await confirmAddressChange(world, 'one', await asked());
    await expect(confirmPasswordReset(world, reset, 'a password of a thief')).rejects.toMatchObject({
      code: 'user.reset_invalid',
    });
  });

  it('refuses an old token, another account’s, an earlier one, and one that is none', async () => {
    const first = await asked();
    const token = await asked();
    for (const bad of ['', 'x', first])
      await expect(confirmAddressChange(world, 'one', bad)).rejects.toMatchObject(refused);
    await expect(confirmAddressChange(world, 'two', token)).rejects.toMatchObject(refused);
    world.clock.advance(60 * minute);
    await expect(confirmAddressChange(world, 'one', token)).rejects.toMatchObject(refused);
  });

  it('mixes with no registration', async () => {
    const move = await asked();
    await expect(confirmRegistration(world, move, ada.password)).rejects.toMatchObject({
      code: 'user.registration_invalid',
    });
    await requestRegistration(world, { ...bob, username: 'robert', email });
    await expect(confirmAddressChange(world, 'one', newestToken())).rejects.toMatchObject(refused);
  });

  it('says that the address went to somebody else meanwhile, to whoever reads its mail', async () => {
    const token = await asked();
    await createAccount(world, { ...bob, username: 'carol', email }, { id: 'three', role: 'user' });
    await expect(confirmAddressChange(world, 'one', token)).rejects.toMatchObject({ code: 'user.email_taken' });
  });

  it('goes on where a crash left it, and tells the former address once', async () => {
    const token = await asked();
    const dying = world.replica();
    dying.interleaving.before(`create registration:${registrationId(ada.email)}`, () => new Promise(() => undefined));
    void confirmAddressChange(dying, 'one', token);
    await expect.poll(async () => (await readProfile(world, 'one')).email).toBe(email);
    expect(await confirmAddressChange(world, 'one', token)).toMatchObject({ email });
    const told = mails().filter(({ template }) => template === 'address-changed');
    expect(told.map(({ notificationId }) => notificationId)).toHaveLength(1);
    expect(await readContact(world, told[0]?.userId ?? '')).toMatchObject({ email: ada.email });
  });
});
