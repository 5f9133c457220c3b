import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArguments } from './import/arguments.ts';
import { importProducts } from './import/import-file.ts';
import { readProducts } from './import/read-products.ts';
import { type Credentials, ShopClient } from './seed/shop-client.ts';
import { stateDir } from './shared/paths.ts';

/** Of the environment for a shop elsewhere, else those that `npm start` made. */
function adminCredentials(): Credentials {
  const { MERCATO_ADMIN_EMAIL: email, MERCATO_ADMIN_PASSWORD: password } = process.env;
  if (email && password) return { email, password };
  const file = join(stateDir, 'secrets.json');
  if (!existsSync(file))
    throw new Error('Start the shop first (npm start), or set MERCATO_ADMIN_EMAIL and MERCATO_ADMIN_PASSWORD');
  const secrets = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return { email: secrets['first-admin-email'] ?? '', password: secrets['first-admin-password'] ?? '' };
}

try {
  const { file, url, skipInvalid } = parseArguments(process.argv.slice(2));
  const read = readProducts(readFileSync(file, 'utf8'));
  const shop = new ShopClient(url, adminCredentials());
  const done = await importProducts(shop, read, { runId: randomUUID(), skipInvalid });
  process.exitCode = done ? 0 : 1;
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
