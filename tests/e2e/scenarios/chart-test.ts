import { join } from 'node:path';
import { productApi } from '@mercato/contracts/product';
import { expect, it } from 'vitest';
import { runCommand } from '../../../tools/shared/command.ts';
import { rootDir } from '../../../tools/shared/paths.ts';
import { newProduct, until } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

const script = join(rootDir, 'helm/mercato/files/place-order.mjs');

/** What `helm test` runs in a cluster. */
export const chartTest = (world: GetWorld): void => {
  it('buys something as a stranger, and says what', async () => {
    const { admin, client, shop } = world();
    await newProduct(admin, { stock: 5 });
    await until('something in the catalogue', async () => {
      const { items } = await client.expect(productApi.listProducts, 200, { query: { limit: '1' } });
      return items.length > 0 || undefined;
    });
    const { code, stdout, stderr } = await runCommand(process.execPath, [script], { env: { SHOP_URL: shop.url } });
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^order \S+ of \S+ is (processing|shipped|delivered): [\d.]+ [A-Z]{3}\n$/);
  });

  it('fails, with the reason, where there is no shop', async () => {
    const { code, stderr } = await runCommand(process.execPath, [script], { env: { SHOP_URL: 'http://127.0.0.1:9' } });
    expect(code).toBe(1);
    expect(stderr).toContain('fetch failed');
  });
};
