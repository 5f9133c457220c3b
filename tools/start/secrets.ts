import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface ShopSecrets {
  'jwt-signing-key': string;
  'first-admin-email': string;
  'first-admin-password': string;
  'cart-signing-key': string;
  'guest-signing-key': string;
  'app-api-token': string;
  'stripe-api-key': string;
  'stripe-webhook-secret': string;
  'dapr-api-token': string;
}

const random = (bytes: number): string => randomBytes(bytes).toString('base64url');

export function generateSecrets(): ShopSecrets {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    'jwt-signing-key': privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    'first-admin-email': 'admin@mercato.example',
    'first-admin-password': random(18),
    'cart-signing-key': random(32),
    'guest-signing-key': random(32),
    'app-api-token': random(32),
    // No key of Stripe's, but one that its mock takes: put your own test key here.
    'stripe-api-key': `sk_test_${randomBytes(12).toString('hex')}`,
    'stripe-webhook-secret': `whsec_${random(32)}`,
    'dapr-api-token': random(32),
  };
}

/** Flat text values, as Dapr's local.file secret store reads them. A key that a later version adds is added. */
export function ensureSecrets(path: string): ShopSecrets {
  const present = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<ShopSecrets>) : {};
  const secrets = { ...generateSecrets(), ...present };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}
