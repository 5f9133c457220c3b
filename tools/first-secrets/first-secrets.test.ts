import { serviceNames } from '@mercato/contracts/shared';
import { createPrivateKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { asLines, firstSecrets } from './first-secrets.ts';

const secrets = firstSecrets('admin@example.com');
const tokens = [...secrets].filter(([name]) => name.startsWith('mercato/'));

it('gives each service two tokens of its own', () => {
  expect(tokens.map(([name]) => name.split('/')[1])).toEqual(serviceNames.flatMap((name) => [name, name]));
  expect(new Set(tokens.map(([, value]) => value)).size).toBe(2 * serviceNames.length);
});

it('makes a key that signs, and no secret of somebody else', () => {
  expect(createPrivateKey(secrets.get('jwt-signing-key') ?? '').asymmetricKeyType).toBe('ec');
  expect([...secrets.keys()].filter((name) => name.includes('stripe'))).toEqual([]);
});

it('can be read line by line by a shell', () => {
  const lines = asLines(secrets).trimEnd().split('\n');
  expect(lines).toHaveLength(secrets.size);
  const [name = '', value = ''] = lines[2]?.split('\t') ?? [];
  expect(Buffer.from(value, 'base64').toString()).toBe(secrets.get(name));
});
