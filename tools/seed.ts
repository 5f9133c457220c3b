import { setTimeout as sleep } from 'node:timers/promises';
import { generateCatalogue } from './seed/catalogue.ts';
import { type Credentials, ShopClient } from './seed/shop-client.ts';
import { say } from './shared/progress.ts';

const batch = 100;
const sayEvery = 250;
const visibleWithinMs = 60_000;

/**
 * Loads the demonstration catalogue through the shop's public API: 1,000 products in 12 categories, the same ones each
 * time. Repeating it changes nothing. It returns once shoppers can see them all.
 */
export async function seedCatalogue(baseUrl: string, credentials: Credentials, count = 1_000): Promise<void> {
  const shop = new ShopClient(baseUrl, credentials);
  const products = generateCatalogue(count);
  let spoken = 0;
  for (let from = 0; from < products.length; from += batch) {
    const some = products.slice(from, from + batch);
    await shop.import(some, `seed-${count}-${from}`);
    const done = from + some.length;
    if (done - spoken < sayEvery && done < products.length) continue;
    spoken = done;
    say(`… catalogue: ${done} of ${products.length} products`);
  }
  await untilVisible(shop, products.length);
}

async function untilVisible(shop: ShopClient, count: number): Promise<void> {
  const until = performance.now() + visibleWithinMs;
  while ((await shop.countProducts()) < count) {
    if (performance.now() > until) throw new Error(`The shop does not show all ${count} products yet`);
    await sleep(200);
  }
}
