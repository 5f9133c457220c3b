import { jwksVerifier, type TokenVerifier } from '@mercato/kit/auth';
import { keyRingText } from '@mercato/kit/secrets';
import { FakeClock, MemorySecrets } from '@mercato/testkit';
import { calculateJwkThumbprint, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { newSigningKey, signingKey } from '../../test/world.ts';
import { SignedAccessTokens } from './signed-access-tokens.ts';

const minute = 60_000;
const next = newSigningKey();

/** Two replicas over one secret, and a verifier that reads the published keys of either in turn. */
const setUp = () => {
  const clock = new FakeClock();
  const secrets = new MemorySecrets({ 'jwt-signing-key': signingKey });
  const replica = () => new SignedAccessTokens({ secrets, clock, issuer: 'mercato', audience: 'mercato' });
  const replicas = [replica(), replica()] as const;
  let turn = 0;
  const verifier = (): TokenVerifier =>
    jwksVerifier({
      jwks: async () => ({ keys: [...(await replicas[(turn += 1) % 2 === 0 ? 0 : 1].publicKeys())] }),
      issuer: 'mercato',
      audience: 'mercato',
      clock,
    });
  /** The next key begins to sign some minutes from now. */
  const rotate = (minutes: number): void => {
    const from = clock.now() + minutes * minute;
    const ring = [
      { key: signingKey, from: 0 },
      { key: next, from },
    ];
    secrets.set('jwt-signing-key', keyRingText(ring));
  };
  return { clock, secrets, replicas, verifier, rotate };
};

const ada = { id: 'ada', role: 'user' } as const;
const kidOf = (token: string): string => decodeProtectedHeader(token).kid ?? '';

describe('access tokens', () => {
  it('publish the public half only, under its thumbprint', async () => {
    const [key] = await setUp().replicas[0].publicKeys();
    expect(Object.keys(key ?? {}).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    expect(key?.['kid']).toBe(await calculateJwkThumbprint({ ...key, kty: 'EC' }));
  });

  it('ask again when the secret was not there yet', async () => {
    const { replicas, secrets } = setUp();
    secrets.down = true;
    await expect(replicas[0].publicKeys()).rejects.toThrow('jwt-signing-key');
    secrets.down = false;
    expect(await replicas[0].publicKeys()).toHaveLength(1);
  });

  it('name the secret, never its text, when it is no key', async () => {
    const secrets = new MemorySecrets({ 'jwt-signing-key': 'hunter2' });
    const tokens = new SignedAccessTokens({ secrets, clock: new FakeClock(), issuer: 'mercato', audience: 'mercato' });
    const error: unknown = await tokens.publicKeys().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'dependency.unavailable' });
    const told = `${String(error)} ${String((error as Error).cause)}`;
    expect(told).toContain('jwt-signing-key');
    expect(told).not.toContain('hunter2');
  });
});

describe('a new signing key', () => {
  it('is published before it signs, and the old one until its last token has expired', async () => {
    const { clock, replicas, rotate } = setUp();
    const old = kidOf((await replicas[0].issue(ada)).token);
    const published = async () => (await replicas[0].publicKeys()).map(({ kid }) => kid);
    expect(await published()).toEqual([old]);
    rotate(10);
    clock.advance(2 * minute);
    const [, fresh = ''] = (await published()) as string[];
    expect(fresh).not.toBe(old);
    expect(kidOf((await replicas[0].issue(ada)).token)).toBe(old);
    clock.advance(8 * minute);
    expect(kidOf((await replicas[0].issue(ada)).token)).toBe(fresh);
    clock.advance(15 * minute);
    expect(await published()).toEqual([old, fresh]);
    clock.advance(2 * minute);
    expect(await published()).toEqual([fresh]);
  });

  it('costs nobody a valid token, whichever replica signs and whichever is asked for the keys', async () => {
    const { clock, replicas, verifier, rotate } = setUp();
    const verifiers = [verifier(), verifier()];
    const live: { token: string; until: number }[] = [];
    for (let at = 0; at < 60; at += 1) {
      if (at === 5) rotate(10);
      for (const replica of replicas)
        live.push({ token: (await replica.issue(ada)).token, until: clock.now() + 15 * minute });
      for (const { token, until } of live) {
        if (until <= clock.now()) continue;
        for (const v of verifiers) expect(await v.verify(token)).toMatchObject({ userId: 'ada' });
      }
      clock.advance(minute);
    }
    expect(new Set(live.map(({ token }) => kidOf(token))).size).toBe(2);
  });

  it('is noticed by a verifier at its first token, without waiting for the next reading', async () => {
    const { clock, replicas, verifier, rotate } = setUp();
    const reader = verifier();
    await reader.verify((await replicas[0].issue(ada)).token);
    rotate(2);
    clock.advance(3 * minute);
    expect(await reader.verify((await replicas[0].issue(ada)).token)).toMatchObject({ userId: 'ada' });
  });

  it('that alone is left in the secret ends what the old one signed', async () => {
    const { clock, secrets, replicas, verifier } = setUp();
    const { token } = await replicas[0].issue(ada);
    await replicas[1].publicKeys();
    secrets.set('jwt-signing-key', next);
    clock.advance(2 * minute);
    await expect(verifier().verify(token)).rejects.toMatchObject({ code: 'auth.invalid' });
  });
});
