import { join } from 'node:path';
import { productApi } from '@mercato/contracts/product';
import { expect, it } from 'vitest';
import { runCommand } from '../../../tools/shared/command.ts';
import { rootDir } from '../../../tools/shared/paths.ts';
import { newProduct, newShopper, until } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

const script = join(rootDir, 'helm/mercato/files/place-order.mjs');

/** What `helm test` runs in a cluster. */
export const chartTest = (world: GetWorld): void => {
  const run = (env: Record<string, string>) => runCommand(process.execPath, [script], { env });

  it('buys something as a customer, and says what', async () => {
    const { admin, client, shop } = world();
    const { email, password } = await newShopper(client);
    await newProduct(admin, { stock: 5 });
    await until('something in the catalogue', async () => {
      const { items } = await client.expect(productApi.listProducts, 200, { query: { limit: '1' } });
      return items.length > 0 || undefined;
    });
    const { code, stdout, stderr } = await run({
      SHOP_URL: shop.url,
      SHOPPER_EMAIL: email,
      SHOPPER_PASSWORD: password,
    });
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^order \S+ of \S+ is (processing|shipped|delivered): [\d.]+ [A-Z]{3}\n$/);
  });

  it('looks around without one, and says so', async () => {
    const { code, stdout, stderr } = await run({ SHOP_URL: world().shop.url });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('nothing was ordered');
  });

  it('fails, with the reason, where there is no shop', async () => {
    const { code, stderr } = await run({ SHOP_URL: 'http://127.0.0.1:9' });
    expect(code).toBe(1);
    expect(stderr).toContain('fetch failed');
  });
};
