import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Credentials } from '../seed/shop-client.ts';
import { stateDir } from './paths.ts';

/** Of the environment for a shop elsewhere, else those that `npm start` made. */
export function adminCredentials(): Credentials {
  const { MERCATO_ADMIN_EMAIL: email, MERCATO_ADMIN_PASSWORD: password } = process.env;
  if (email && password) return { email, password };
  const file = join(stateDir, 'secrets.json');
  if (!existsSync(file))
    throw new Error('Start the shop first (npm start), or set MERCATO_ADMIN_EMAIL and MERCATO_ADMIN_PASSWORD');
  const secrets = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return { email: secrets['first-admin-email'] ?? '', password: secrets['first-admin-password'] ?? '' };
}
