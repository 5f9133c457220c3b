import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureSecrets, generateSecrets } from './secrets.ts';

let path: string;
beforeEach(() => (path = join(mkdtempSync(join(tmpdir(), 'mercato-secrets-')), 'secrets.json')));
afterEach(() => rmSync(join(path, '..'), { recursive: true }));

describe('secrets', () => {
  it('are flat texts with an ES256 key', () => {
    const secrets = generateSecrets();
    expect(Object.values(secrets).every((value) => typeof value === 'string' && value.length > 8)).toBe(true);
    const key = createPrivateKey(secrets['jwt-signing-key']);
    expect(key.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  });
  it('differ from shop to shop', () => {
    const [one, two] = [generateSecrets(), generateSecrets()];
    expect(one['first-admin-password']).not.toBe(two['first-admin-password']);
    expect(one['app-api-token']).not.toBe(two['app-api-token']);
  });
  it('are made once and readable by the owner only', () => {
    const first = ensureSecrets(path);
    expect(ensureSecrets(path)).toEqual(first);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
  it('gain what a later version adds', () => {
    writeFileSync(path, JSON.stringify({ 'app-api-token': 'kept' }));
    expect(ensureSecrets(path)['app-api-token']).toBe('kept');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveProperty('guest-signing-key');
  });
});
