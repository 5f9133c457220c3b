import { FakeClock } from '@mercato/testkit';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { currentContext, runInContext } from '../context/index.ts';
import { errors } from '../errors/index.ts';
import { jwksVerifier } from './jwks-verifier.ts';
import { VerifiedTokens } from './verified-tokens.ts';

interface Signer {
  readonly jwk: JWK;
  sign(overrides?: Claims, header?: Record<string, unknown>): Promise<string>;
}
type Claims = { readonly [K in keyof JWTPayload]?: unknown };

const start = Date.parse('2026-01-01T00:00:00Z');
const seconds = start / 1000;

const signer = async (kid: string): Promise<Signer> => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' },
    sign: (overrides = {}, header = {}) =>
      new SignJWT({
        iss: 'mercato',
        aud: 'mercato',
        sub: 'ada',
        role: 'user',
        exp: seconds + 900,
        ...overrides,
      } as JWTPayload)
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...header })
        .sign(privateKey),
  };
};

let one: Signer;
let two: Signer;
beforeAll(async () => {
  [one, two] = await Promise.all([signer('one'), signer('two')]);
});

const setUp = (keys: JWK[]) => {
  const clock = new FakeClock(start);
  const issuer = { keys, reads: 0, down: false };
  const jwks = async () => {
    issuer.reads += 1;
    await Promise.resolve();
    if (issuer.down) throw errors.unavailable('user');
    return { keys: issuer.keys };
  };
  return { clock, issuer, verifier: jwksVerifier({ jwks, issuer: 'mercato', audience: 'mercato', clock }) };
};

const invalid = expect.objectContaining({ code: 'auth.invalid' }) as Error;
/** What a library that believes the header would verify with the public key as if it were a shared secret. */
const hmacWith = (claims: JWTPayload, secret: string): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'one' }).sign(Buffer.from(secret));
const publicPem = async (jwk: JWK): Promise<string> => {
  const key = await importJWK(jwk, 'ES256', { extractable: true });
  if (key instanceof Uint8Array) throw new TypeError('not a public key');
  return exportSPKI(key);
};
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('jwksVerifier', () => {
  it('tells who calls', async () => {
    const { verifier } = setUp([one.jwk]);
    expect(await verifier.verify(await one.sign())).toEqual({ userId: 'ada', role: 'user' });
    expect(await verifier.verify(await one.sign({ role: 'admin' }))).toEqual({ userId: 'ada', role: 'admin' });
  });

  it.each<[string, Claims]>([
    ['expired', { exp: seconds }],
    ['without an end', { exp: undefined }],
    ['not valid yet', { nbf: seconds + 60 }],
    ['of another issuer', { iss: 'other' }],
    ['for another audience', { aud: 'other' }],
    ['without a subject', { sub: undefined }],
    ['with an unknown role', { role: 'root' }],
    ['without a role', { role: undefined }],
  ])('refuses a token that is %s', async (_name, claims) => {
    const { verifier } = setUp([one.jwk]);
    await expect(verifier.verify(await one.sign(claims))).rejects.toEqual(invalid);
  });

  it('refuses what is forged', async () => {
    const { verifier } = setUp([one.jwk]);
    const good = await one.sign();
    const [head, body, signature] = good.split('.') as [string, string, string];
    const claims = { iss: 'mercato', aud: 'mercato', sub: 'ada', role: 'admin', exp: seconds + 900 };
    const hmac = await hmacWith(claims, JSON.stringify(one.jwk));
    const forged = [
      '',
      'abc',
      'a.b.c',
      `${head}.${base64(claims)}.${signature}`,
      `${base64({ alg: 'none', kid: 'one' })}.${base64(claims)}.`,
      `${base64({ alg: 'ES256' })}.${body}.${signature}`,
      hmac,
      await hmacWith(claims, await publicPem(one.jwk)),
      await two.sign({}, { kid: 'one' }),
      await two.sign({}, { kid: 'one', jwk: two.jwk }),
      await two.sign({}, { jku: 'https://evil.example/jwks.json' }),
      await two.sign(),
    ];
    for (const token of forged) await expect(verifier.verify(token)).rejects.toEqual(invalid);
    expect(await verifier.verify(good)).toMatchObject({ userId: 'ada' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['an ID token or whatever else', { typ: 'JWT' }],
    ['something without a type', { typ: undefined }],
  ])('takes %s for no access token', async (_name, header) => {
    const { verifier } = setUp([one.jwk]);
    await expect(verifier.verify(await one.sign({}, header))).rejects.toEqual(invalid);
  });

  it('trusts no key of another kind', async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    const rsa = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' };
    for (const key of [rsa, { ...one.jwk, use: 'enc' }, { ...one.jwk, x: '!' }, { kid: 'one' }]) {
      await expect(setUp([key]).verifier.verify(await one.sign())).rejects.toEqual(invalid);
    }
  });

  it('ends with the token although it remembers it', async () => {
    const { verifier, clock, issuer } = setUp([one.jwk]);
    const token = await one.sign();
    await verifier.verify(token);
    issuer.keys = [];
    clock.advance(899_000);
    expect(await verifier.verify(token)).toMatchObject({ userId: 'ada' });
    clock.advance(1_000);
    await expect(verifier.verify(token)).rejects.toEqual(invalid);
  });
});

describe('the published keys', () => {
  it('are read once for all who wait', async () => {
    const { verifier, issuer } = setUp([one.jwk]);
    const tokens = await Promise.all(Array.from({ length: 10 }, (_, i) => one.sign({ sub: `u${i}` })));
    await Promise.all(tokens.map((token) => verifier.verify(token)));
    expect(issuer.reads).toBe(1);
  });

  it('are read again for an unknown key, at most every 10 s', async () => {
    const { verifier, issuer, clock } = setUp([one.jwk]);
    await verifier.verify(await one.sign());
    issuer.keys = [one.jwk, two.jwk];
    const token = await two.sign();
    for (let i = 0; i < 50; i++) await expect(verifier.verify(token)).rejects.toEqual(invalid);
    expect(issuer.reads).toBe(1);
    clock.advance(10_000);
    expect(await verifier.verify(token)).toMatchObject({ userId: 'ada' });
    expect(issuer.reads).toBe(2);
  });

  it('stop working some time after they were withdrawn', async () => {
    const { verifier, issuer, clock } = setUp([one.jwk]);
    await verifier.verify(await one.sign());
    issuer.keys = [two.jwk];
    clock.advance(600_000);
    await expect(verifier.verify(await one.sign({ sub: 'bob' }))).rejects.toEqual(invalid);
  });

  it('an issuer that is down is not the fault of the token', async () => {
    const { verifier, issuer, clock } = setUp([one.jwk]);
    issuer.down = true;
    const token = await one.sign();
    for (let i = 0; i < 5; i++) {
      await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'dependency.unavailable' });
    }
    expect(issuer.reads).toBe(1);
    issuer.down = false;
    clock.advance(1_000);
    expect(await verifier.verify(token)).toMatchObject({ userId: 'ada' });
    issuer.down = true;
    clock.advance(700_000);
    expect(await verifier.verify(await one.sign({ sub: 'bob' }))).toMatchObject({ userId: 'bob' });
  });

  it('are read with a deadline of their own', async () => {
    let left = 0;
    const jwks = async () => {
      left = (currentContext()?.deadline ?? 0) - Date.now();
      return { keys: [one.jwk] };
    };
    const verifier = jwksVerifier({ jwks, issuer: 'mercato', audience: 'mercato', clock: new FakeClock(start) });
    await runInContext({ requestId: 'r', deadline: Date.now() + 5 }, async () => verifier.verify(await one.sign()));
    expect(left).toBeGreaterThan(1_000);
  });
});

describe('VerifiedTokens', () => {
  it('keeps no more than its size, the latest used', () => {
    const clock = new FakeClock(start);
    const tokens = new VerifiedTokens(clock, 2);
    const caller = { userId: 'ada', role: 'user' } as const;
    tokens.remember('a', caller, start + 1);
    tokens.remember('b', caller, start + 1);
    tokens.find('a');
    tokens.remember('c', caller, start + 1);
    expect(['a', 'b', 'c'].map((token) => tokens.find(token)?.userId)).toEqual(['ada', undefined, 'ada']);
    clock.advance(1);
    expect(tokens.find('a')).toBeUndefined();
  });
});
