import { uuidV5 } from '@mercato/kit/ids';
import { silentLogger } from '@mercato/kit/telemetry';
import { MemorySecrets } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { ensureFirstAdmin } from '../src/use-cases/first-admin.ts';
import { closeProfile } from '../src/use-cases/profile.ts';
import { createAccount } from '../src/use-cases/create-account.ts';
import { logIn } from '../src/use-cases/sign-in.ts';
import { makeWorld, type World } from './world.ts';

const boss = { email: 'boss@example.com', password: 'a first password' };
const ensure = (world: World): Promise<void> => ensureFirstAdmin({ ...world, log: silentLogger });

describe('the first administrator', () => {
  it('is made once, by replicas that start together too', async () => {
    const world = makeWorld();
    await Promise.all([ensure(world), ensure(world.replica())]);
    await ensure(world);
    expect((await logIn(world, boss)).user).toMatchObject({ role: 'admin', username: 'admin' });
    expect(world.store.keys.filter((key) => key.startsWith('user:'))).toHaveLength(1);
  });

  it('is made by the next try where the first one died after it took the names', async () => {
    const world = makeWorld();
    const id = uuidV5('user', 'first-admin', boss.email);
    world.store.failNext('create', 'unavailable', { subject: `user:${id}` });
    await expect(ensure(world)).rejects.toMatchObject({ code: 'dependency.unavailable' });
    await ensure(world);
    expect((await logIn(world, boss)).user).toMatchObject({ id, role: 'admin' });
  });

  it('fails until the secrets are there, so that it is tried again', async () => {
    const world = makeWorld();
    const secrets = new MemorySecrets({});
    await expect(ensureFirstAdmin({ ...world, secrets, log: silentLogger })).rejects.toMatchObject({
      code: 'dependency.unavailable',
    });
  });

  it('is never somebody who registered under that address before', async () => {
    const world = makeWorld();
    await createAccount(world, { ...boss, username: 'early' }, { id: 'early', role: 'user' });
    await ensure(world);
    expect((await logIn(world, boss)).user.role).toBe('user');
  });

  it('stays closed once it was closed', async () => {
    const world = makeWorld();
    await ensure(world);
    await closeProfile(world, (await logIn(world, boss)).user.id);
    await ensure(world);
    await expect(logIn(world, boss)).rejects.toMatchObject({ code: 'user.credentials_invalid' });
  });
});
