import { readProducts } from '@mercato/catalogue-file';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArguments } from './import/arguments.ts';
import { importProducts } from './import/import-file.ts';
import { ShopClient } from './seed/shop-client.ts';
import { adminCredentials } from './shared/admin-credentials.ts';

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
