import type { DomainError } from '@mercato/kit/errors';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { Argon2Hasher } from '../src/adapters/argon2-hasher.ts';
import { closeProfile } from '../src/use-cases/profile.ts';
import { createAccount } from '../src/use-cases/create-account.ts';
import { logIn, refresh } from '../src/use-cases/sign-in.ts';
import { ada, cheapCost, makeWorld, type World } from './world.ts';

let world: World;

beforeEach(async () => {
  world = makeWorld();
  await createAccount(world, ada, { id: 'one', role: 'user' });
});

const wrong = { ...ada, password: 'not the password' };
const hour = 3_600_000;

describe('signing in', () => {
  it('answers with a token that the published key verifies', async () => {
    const { accessToken, expiresIn, user } = await logIn(world, ada);
    const jwks = createLocalJWKSet({ keys: (await world.accessTokens.publicKeys()).map((k) => ({ kty: 'EC', ...k })) });
    const { payload } = await jwtVerify(accessToken, jwks, {
      issuer: 'mercato',
      audience: 'mercato',
      algorithms: ['ES256'],
      currentDate: new Date(world.clock.now()),
    });
    expect(payload).toMatchObject({ sub: 'one', role: 'user' });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
    expect(expiresIn).toBe(900);
    expect(user.id).toBe('one');
    expect(JSON.stringify(user)).not.toContain('argon2');
    expect(decodeProtectedHeader(accessToken).kid).toBe((await world.accessTokens.publicKeys())[0]?.['kid']);
  });

  it('refuses a wrong password and an unknown address alike', async () => {
    const refusal = async (attempt: typeof ada) => logIn(world, attempt).catch((error: unknown) => error);
    const [known, unknown] = [await refusal(wrong), await refusal({ ...ada, email: 'nobody@example.com' })];
    expect(known).toMatchObject({ code: 'user.credentials_invalid' });
    expect(unknown).toEqual(known);
  });

  it('hashes and reads as much for an unknown address', async () => {
    const verified: (string | undefined)[] = [];
    const hasher = {
      hash: (p: string) => world.hasher.hash(p),
      isOutdated: () => false,
      verify: (p: string, h: string | undefined) => {
        verified.push(h);
        return world.hasher.verify(p, h);
      },
    };
    const reads = async (attempt: typeof ada): Promise<number> => {
      const before = world.store.counts.get;
      await logIn({ ...world, hasher }, attempt).catch(() => undefined);
      return world.store.counts.get - before;
    };
    expect(await reads({ ...ada, email: 'nobody@example.com' })).toBe(await reads(wrong));
    expect(verified).toEqual([undefined, expect.stringMatching(/^\$argon2id/)]);
  });

  it.each([ada.email, 'nobody@example.com'])('is slowed down per address, known or not (%s)', async (email) => {
    const codes = await Promise.all(
      Array.from({ length: 30 }, () => logIn(world, { ...wrong, email }).catch((error: DomainError) => error.code)),
    );
    expect(codes.filter((code) => code === 'rate.limited')).toHaveLength(20);
  });

  it('is possible again after the wait', async () => {
    for (let n = 0; n < 10; n += 1) await logIn(world, wrong).catch(() => undefined);
    await expect(logIn(world, ada)).rejects.toMatchObject({ code: 'rate.limited', retryAfter: 1 });
    world.clock.advance(1000);
    await logIn(world, ada);
    await logIn(world, ada);
  });

  it('makes the hash new when its cost is outdated', async () => {
    const hash = () => world.store.peek<{ state: { passwordHash: string } }>('user:one')?.state.passwordHash;
    expect(hash()).toContain('m=8,t=1');
    const hasher = new Argon2Hasher({ cost: { ...cheapCost, passes: 2 } });
    await logIn({ ...world, hasher }, ada);
    expect(hash()).toContain('m=8,t=2');
    await logIn({ ...world, hasher }, ada);
  });
});

describe('refreshing', () => {
  it('gives new tokens, with a refresh token that differs', async () => {
    const first = await logIn(world, ada);
    const second = await refresh(world, first.refreshToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect((await refresh(world, second.refreshToken)).user.id).toBe('one');
  });

  it('keeps no refresh token in the store', async () => {
    const { refreshToken } = await logIn(world, ada);
    const secret = refreshToken.split('.')[1] ?? '';
    for (const key of world.store.keys) expect(JSON.stringify(world.store.peek(key))).not.toContain(secret);
  });

  it('ends the session when a token is used again: the thief and the owner are both out', async () => {
    const first = await logIn(world, ada);
    const second = await refresh(world, first.refreshToken);
    await expect(refresh(world, first.refreshToken)).rejects.toMatchObject({ code: 'user.refresh_invalid' });
    await expect(refresh(world, second.refreshToken)).rejects.toMatchObject({ code: 'user.refresh_invalid' });
    expect((await logIn(world, ada)).refreshToken).toBeTruthy();
  });

  it('lets one of two win who use the same token at once, then ends the session', async () => {
    const { refreshToken } = await logIn(world, ada);
    const both = await Promise.allSettled([refresh(world, refreshToken), refresh(world.replica(), refreshToken)]);
    expect(both.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const winner = both.find((r) => r.status === 'fulfilled');
    await expect(refresh(world, winner?.value.refreshToken ?? '')).rejects.toMatchObject({
      code: 'user.refresh_invalid',
    });
  });

  it('is not fooled by its own write whose answer was lost', async () => {
    const { refreshToken } = await logIn(world, ada);
    world.store.failNext('replace', 'lostAnswer');
    const next = await refresh(world, refreshToken);
    expect(world.store.faults.pending).toEqual([]);
    await refresh(world, next.refreshToken);
  });

  it('refuses what is not a token, an unknown session and an idle one', async () => {
    const { refreshToken } = await logIn(world, ada);
    const unknown = refreshToken.replace(/^[^.]+/, 'nothing');
    for (const token of ['', '.', 'x', 'a.b', unknown])
      await expect(refresh(world, token)).rejects.toMatchObject({ code: 'user.refresh_invalid' });
    world.clock.advance(hour - 1);
    const moved = await refresh(world, refreshToken);
    world.clock.advance(hour - 1);
    const again = await refresh(world, moved.refreshToken);
    world.clock.advance(hour);
    await expect(refresh(world, again.refreshToken)).rejects.toMatchObject({ code: 'user.refresh_invalid' });
  });

  it('is over once the account is closed, and so is signing in', async () => {
    const { refreshToken } = await logIn(world, ada);
    await closeProfile(world, 'one');
    await expect(refresh(world, refreshToken)).rejects.toMatchObject({ code: 'user.refresh_invalid' });
    await expect(logIn(world, ada)).rejects.toMatchObject({ code: 'user.credentials_invalid' });
  });
});
