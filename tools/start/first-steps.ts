import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rootDir, stateDir } from '../shared/paths.ts';
import { withProgress } from '../shared/progress.ts';
import type { Shopper } from './banner.ts';
import { shopUrl } from './readiness.ts';
import type { ShopSecrets } from './secrets.ts';

interface SeedModule {
  seedCatalogue: (baseUrl: string, adminCredentials: { email: string; password: string }) => Promise<void>;
}

/** Loads the catalogue once per state folder. */
export async function seedOnce(secrets: ShopSecrets): Promise<void> {
  const module = join(rootDir, 'tools/seed.ts');
  const marker = join(stateDir, 'seeded');
  if (existsSync(marker) || !existsSync(module)) return;
  const { seedCatalogue } = (await import(pathToFileURL(module).href)) as SeedModule;
  const admin = { email: secrets['first-admin-email'], password: secrets['first-admin-password'] };
  await withProgress('loading the catalogue', () => seedCatalogue(shopUrl, admin));
  writeFileSync(marker, '');
}

/** A customer to try the shop with, registered once per state folder. */
export async function demoShopper(): Promise<Shopper> {
  const file = join(stateDir, 'shopper.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Shopper;
  const shopper = { email: 'ada@mercato.example', password: randomBytes(12).toString('base64url') };
  const answer = await fetch(`${shopUrl}/api/users/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...shopper, username: 'ada' }),
  });
  if (answer.status !== 201) throw new Error(`The demo customer cannot be registered: ${await answer.text()}`);
  writeFileSync(file, JSON.stringify(shopper), { mode: 0o600 });
  return shopper;
}
