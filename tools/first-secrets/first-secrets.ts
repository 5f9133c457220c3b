import { serviceNames } from '@mercato/contracts/shared';
import { randomBytes } from 'node:crypto';
import { generateSecrets } from '../start/secrets.ts';

/** The first value of each secret that nobody else gives: names as infra/modules/secrets makes them. */
export const firstSecrets = (adminEmail: string): ReadonlyMap<string, string> => {
  const made = generateSecrets();
  const tokens = serviceNames.flatMap((service) => [`mercato/${service}/app-token`, `mercato/${service}/dapr-token`]);
  return new Map([
    ['first-admin-email', adminEmail],
    ['first-admin-password', made['first-admin-password']],
    ['jwt-signing-key', made['jwt-signing-key']],
    ['guest-signing-key', made['guest-signing-key']],
    ...tokens.map((name) => [name, randomBytes(32).toString('base64url')] as const),
  ]);
};

/** One on each line, its value in base64 since a key has lines of its own. */
export const asLines = (secrets: ReadonlyMap<string, string>): string =>
  [...secrets].map(([name, value]) => `${name}\t${Buffer.from(value).toString('base64')}\n`).join('');
