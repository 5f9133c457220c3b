import type { Audience } from '@mercato/contracts/shared';
import { describe, expect, it } from 'vitest';
import { as, buildShop, nameVerifier } from '../../test/shop.ts';
import { apiKeyText, readApiKey } from './api-key.ts';
import { authenticate, permit, requireAppToken, sameSecret } from './authenticate.ts';
import type { Caller } from './caller.ts';

const outcome = async (audience: Audience, authorization?: string): Promise<unknown> => {
  try {
    return (await authenticate({ audience, scope: 'thing:read' }, authorization, nameVerifier))?.userId ?? 'nobody';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

describe('authenticate', () => {
  it.each<[string, string | undefined, Record<Audience, string>]>([
    ['nothing', undefined, row('nobody', 'nobody', 'auth.required', 'auth.required')],
    ['a user', 'Bearer ada', row('nobody', 'ada', 'ada', 'auth.forbidden')],
    ['an admin, in lower case', 'bearer root', row('nobody', 'root', 'root', 'root')],
    ['a bad token', 'Bearer mallory', row('nobody', 'auth.invalid', 'auth.invalid', 'auth.invalid')],
    ['another scheme', 'Basic YTpi', row('nobody', 'auth.invalid', 'auth.invalid', 'auth.invalid')],
    ['an empty header', '', row('nobody', 'auth.invalid', 'auth.invalid', 'auth.invalid')],
    ['two tokens', 'Bearer ada Bearer root', row('nobody', 'auth.invalid', 'auth.invalid', 'auth.invalid')],
  ])('%s', async (_name, authorization, expected) => {
    for (const [audience, result] of Object.entries(expected)) {
      expect([audience, await outcome(audience as Audience, authorization)]).toEqual([audience, result]);
    }
  });
});

function row(open: string, guest: string, user: string, admin: string): Record<Audience, string> {
  return { public: open, internal: open, guest, user, admin };
}

describe('a machine', () => {
  const robot: Caller = { userId: 'key-1', role: 'service', scopes: ['thing:read'] };

  it.each(['guest', 'user', 'admin'] as const)(
    'may what its key is good for, on a route for %s, and nothing else',
    (audience) => {
      expect(() => permit(robot, { audience, scope: 'thing:read' })).not.toThrow();
      for (const other of [robot, { ...robot, scopes: [] }, { userId: 'key-1', role: 'service' } as const])
        expect(() => permit(other, { audience, scope: 'thing:write' })).toThrow(/not good for thing:write/);
    },
  );
});

describe('an API key', () => {
  const key = { id: '0123456789abcdef', proof: 'ab'.repeat(32) };

  it('is known by its look, and by its checksum', () => {
    const text = apiKeyText(key);
    expect(text).toMatch(/^mk_[0-9a-f]{16}_[0-9a-f]{72}$/);
    expect(readApiKey(text)).toEqual(key);
    for (let i = 3; i < text.length; i += 1) {
      const other = text[i] === '0' ? '1' : '0';
      expect(readApiKey(text.slice(0, i) + other + text.slice(i + 1))).toBeUndefined();
    }
  });
});

describe('the app token', () => {
  it('opens by equality alone', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    for (const other of ['', 'ab', 'abd', 'abcd']) expect(sameSecret(other, 'abc')).toBe(false);
  });

  it.each([
    [undefined, undefined],
    ['x', undefined],
    ['secret', 'secret'],
  ])('given %s, expected %s: lets in', (given, expected) => {
    expect(() => requireAppToken(given, expected)).not.toThrow();
  });

  it.each([
    [undefined, 'secret', 'auth.required'],
    ['x', 'secret', 'auth.invalid'],
  ])('given %s, expected %s: %s', (given, expected, code) => {
    expect(() => requireAppToken(given, expected)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a service', () => {
  it('challenges who is not let in', async () => {
    const app = await buildShop();
    const post = (headers: Record<string, string>) =>
      app.inject({ method: 'POST', url: '/api/things/special', headers });
    const seen = [];
    for (const headers of [{}, as('mallory'), as('ada'), as('root')]) {
      const { statusCode, headers: sent } = await post(headers);
      seen.push([statusCode, sent['www-authenticate']]);
    }
    expect(seen).toEqual([
      [401, 'Bearer'],
      [401, 'Bearer error="invalid_token"'],
      [403, undefined],
      [202, undefined],
    ]);
    await app.close();
  });

  it('asks for the caller before it says what is wrong with the request', async () => {
    const app = await buildShop();
    const response = await app.inject({ method: 'POST', url: '/api/things', payload: { nonsense: 1 } });
    expect(response.statusCode).toBe(401);
    await app.close();
  });

  it.each([
    ['GET', '/api/things', 'gateway', 200],
    ['POST', '/internal/things/reserve', 'order', 200],
  ] as const)('lets only its sidecar into %s %s', async (method, url, caller, status) => {
    const app = await buildShop({ appApiToken: 'sidecar' });
    const ask = async (headers: Record<string, string>) =>
      (await app.inject({ method, url, headers: { 'dapr-caller-app-id': caller, ...headers } })).statusCode;
    expect(await ask({})).toBe(401);
    expect(await ask({ 'dapr-api-token': 'guess' })).toBe(401);
    expect(await ask({ ...as('root') })).toBe(401);
    expect(await ask({ 'dapr-api-token': 'sidecar' })).toBe(status);
    await app.close();
  });

  it.each([
    ['GET', '/api/things', 'order'],
    ['POST', '/internal/things/reserve', 'gateway'],
    ['POST', '/internal/things/reserve', 'user'],
    // What a callee sees of a caller that gave itself another name.
    ['POST', '/internal/things/reserve', 'user, order'],
    ['POST', '/internal/things/reserve', undefined],
  ] as const)('lets nobody into %s %s whom it does not list: %s', async (method, url, caller) => {
    const app = await buildShop({ appApiToken: 'sidecar' });
    const headers = { 'dapr-api-token': 'sidecar', ...(caller && { 'dapr-caller-app-id': caller }) };
    const answer = await app.inject({ method, url, headers });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'auth.forbidden']);
    await app.close();
  });

  it('answers probes without a token', async () => {
    const app = await buildShop({ appApiToken: 'sidecar' });
    for (const url of ['/livez', '/readyz', '/health', '/metrics'])
      expect((await app.inject({ url })).statusCode).toBe(200);
    await app.close();
  });

  it('is not built without a verifier for routes that ask for a caller', async () => {
    await expect(buildShop({ verifyToken: undefined as never })).rejects.toThrow('verifyToken');
  });
});
