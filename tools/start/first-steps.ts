import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { rootDir, stateDir } from '../shared/paths.ts';
import { withProgress } from '../shared/progress.ts';
import { codeIn } from '../shared/registration-mail.ts';
import type { Shopper } from './banner.ts';
import { shopUrl } from './readiness.ts';
import type { ShopSecrets } from './secrets.ts';

interface SeedModule {
  seedCatalogue: (baseUrl: string, adminCredentials: { email: string; password: string }) => Promise<void>;
}

interface Mailbox {
  items: { to: string; text: string }[];
}

const adminOf = (secrets: ShopSecrets): Shopper => ({
  email: secrets['first-admin-email'],
  password: secrets['first-admin-password'],
});

/** Loads the catalogue once per state folder. */
export async function seedOnce(secrets: ShopSecrets): Promise<void> {
  const module = join(rootDir, 'tools/seed.ts');
  const marker = join(stateDir, 'seeded');
  if (existsSync(marker) || !existsSync(module)) return;
  const { seedCatalogue } = (await import(pathToFileURL(module).href)) as SeedModule;
  await withProgress('loading the catalogue', () => seedCatalogue(shopUrl, adminOf(secrets)));
  writeFileSync(marker, '');
}

async function ask<T>(path: string, status: number, body?: object, token?: string): Promise<T> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const request = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const answer = await fetch(`${shopUrl}${path}`, request);
  const text = await answer.text();
  if (answer.status !== status) throw new Error(`The demo customer cannot be registered: ${path} answers ${text}`);
  return JSON.parse(text) as T;
}

const patienceMs = 30_000;

/** The code in the mail to somebody who registered, as the shop shows its mailbox to administrators. */
async function codeFor(address: string, admin: Shopper): Promise<string> {
  const { accessToken } = await ask<{ accessToken: string }>('/api/users/login', 200, admin);
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(200)) {
    const { items } = await ask<Mailbox>('/api/notifications/mailbox?limit=20', 200, undefined, accessToken);
    const mail = items.find(({ to }) => to.includes(address));
    const code = codeIn(mail?.text ?? '');
    if (code !== undefined) return code;
  }
  throw new Error(`No mail came to ${address}: see .mercato/logs/notification.log`);
}

/** A customer to try the shop with, registered once per state folder as anybody is: by the code in the mail. */
export async function demoShopper(secrets: ShopSecrets): Promise<Shopper> {
  const file = join(stateDir, 'shopper.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Shopper;
  const shopper = { email: 'ada@mercato.example', password: randomBytes(12).toString('base64url') };
  await ask('/api/users/register', 202, { ...shopper, username: 'ada' });
  const token = await codeFor(shopper.email, adminOf(secrets));
  await ask('/api/users/register/confirm', 201, { token, password: shopper.password });
  writeFileSync(file, JSON.stringify(shopper), { mode: 0o600 });
  return shopper;
}
