import { beforeEach, describe, expect, it } from 'vitest';
import { apiKeyText, jwksVerifier, readApiKey } from '@mercato/kit/auth';
import type { ApiKeyRequest } from '@mercato/contracts/user';
import { createApiKey, exchangeApiKey, listApiKeys, revokeApiKey } from '../src/use-cases/api-keys.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
beforeEach(() => {
  world = makeWorld();
});

const wanted: ApiKeyRequest = { name: 'warehouse', scopes: ['order:read', 'product:write'], expiresInDays: 30 };
const day = 24 * 3_600_000;

describe('an API key', () => {
  it('is exchanged for a short token of the role service, with the scopes of the key', async () => {
    const { key, apiKey } = await createApiKey(world, wanted);
    const issued = await exchangeApiKey(world, key);
    expect(issued?.expiresIn).toBe(300);
    const jwks = async () => ({ keys: [...(await world.accessTokens.publicKeys())] });
    const verifier = jwksVerifier({ jwks, issuer: 'mercato', audience: 'mercato', clock: world.clock });
    const caller = { userId: `key-${apiKey.id}`, role: 'service', scopes: wanted.scopes };
    expect(await verifier.verify(issued?.token ?? '')).toEqual(caller);
    world.clock.advance(301_000);
    await expect(verifier.verify(issued?.token ?? '')).rejects.toMatchObject({ code: 'auth.invalid' });
  });

  it('is shown once: the store and the listing know only what proves nothing', async () => {
    const { key } = await createApiKey(world, wanted);
    const proof = key.split('_')[2]?.slice(0, 64) ?? '';
    const stored = world.store.keys.map((name) => JSON.stringify(world.store.peek(name))).join();
    expect(stored).not.toContain(proof);
    expect(JSON.stringify(await listApiKeys(world))).not.toMatch(/[0-9a-f]{64}/);
  });

  it('is good until it is revoked, or over', async () => {
    const [one, two] = [await createApiKey(world, wanted), await createApiKey(world, wanted)];
    await revokeApiKey(world, one.apiKey.id);
    expect(await exchangeApiKey(world, one.key)).toBeNull();
    expect(await exchangeApiKey(world, two.key)).not.toBeNull();
    world.clock.advance(30 * day);
    expect(await exchangeApiKey(world, two.key)).toBeNull();
    expect((await listApiKeys(world)).map(({ revokedAt }) => revokedAt === null)).toEqual([true, false]);
    await expect(revokeApiKey(world, 'nothing')).rejects.toMatchObject({ code: 'user.key_not_found' });
  });

  it('of another id, or with another proof, is none', async () => {
    const [one, two] = [await createApiKey(world, wanted), await createApiKey(world, wanted)];
    const mixed = apiKeyText({ id: two.apiKey.id, proof: readApiKey(one.key)?.proof ?? '' });
    for (const text of [mixed, '', 'mk_x']) expect(await exchangeApiKey(world, text)).toBeNull();
  });

  it('makes way for a new one only when it is over', async () => {
    for (let n = 0; n < 200; n += 1) await createApiKey(world, wanted);
    await expect(createApiKey(world, wanted)).rejects.toMatchObject({ code: 'user.keys_full' });
    const id = (await listApiKeys(world))[0]?.id ?? '';
    await revokeApiKey(world, id);
    await createApiKey(world, wanted);
    expect((await listApiKeys(world)).some((key) => key.id === id)).toBe(false);
  });
});
