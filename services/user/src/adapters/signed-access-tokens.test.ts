import { FakeClock, MemorySecrets } from '@mercato/testkit';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, it } from 'vitest';
import { signingKey } from '../../test/world.ts';
import { SignedAccessTokens } from './signed-access-tokens.ts';

const make = (secrets: { get(name: string): Promise<string> }) =>
  new SignedAccessTokens({ secrets, clock: new FakeClock(), issuer: 'mercato', audience: 'mercato' });

describe('SignedAccessTokens', () => {
  it('publishes the public half only, under its thumbprint', async () => {
    const [key] = await make(new MemorySecrets({ 'jwt-signing-key': signingKey })).publicKeys();
    expect(Object.keys(key ?? {}).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    expect(key?.['kid']).toBe(await calculateJwkThumbprint({ ...key, kty: 'EC' }));
  });

  it('asks again when the secret was not there yet, and reads it once when it is', async () => {
    let reads = 0;
    const tokens = make({
      get: () => {
        reads += 1;
        return reads === 1 ? Promise.reject(new Error('no sidecar yet')) : Promise.resolve(signingKey);
      },
    });
    await expect(tokens.publicKeys()).rejects.toThrow('no sidecar yet');
    await Promise.all([tokens.publicKeys(), tokens.issue({ id: 'one', role: 'user' }), tokens.publicKeys()]);
    expect(reads).toBe(2);
  });

  it('names the secret, never its text, when it is no key', async () => {
    const error: unknown = await make(new MemorySecrets({ 'jwt-signing-key': 'hunter2' }))
      .publicKeys()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'dependency.unavailable' });
    const told = `${String(error)} ${String((error as Error).cause)}`;
    expect(told).toContain('jwt-signing-key');
    expect(told).not.toContain('hunter2');
  });
});
