import { productApi } from '@mercato/contracts/product';
import { afterAll, beforeAll, describe } from 'vitest';
import { generateCatalogue } from '../../tools/seed/catalogue.ts';
import { buildWeb } from '../../tools/start/web.ts';
import { ShopBrowser } from '../support/shop-browser.ts';
import { newShopper, placement } from '../support/shopper.ts';
import { orderApi } from '@mercato/contracts/order';
import { startWorld, type World } from '../support/world.ts';
import { conservation } from './scenarios/conservation.ts';
import { buying } from './scenarios/storefront/buying.ts';
import { storefrontOutages } from './scenarios/storefront/outages.ts';
import { pages } from './scenarios/storefront/pages.ts';
import { pictures } from './scenarios/storefront/pictures.ts';
import { sessions } from './scenarios/storefront/sessions.ts';

let world: World | undefined;
const getWorld = (): World => {
  if (!world) throw new Error('the shop is not running');
  return world;
};
let browser: ShopBrowser | undefined;
const getBrowser = (): ShopBrowser => {
  if (!browser) throw new Error('the browser is not open');
  return browser;
};

/** A catalogue to look at, of which some has been sold. */
const fill = async ({ admin, client }: World): Promise<void> => {
  await admin.expect(productApi.importProducts, 200, { body: { products: generateCatalogue(96) } });
  const shopper = await newShopper(client);
  for (const [i, productId] of ['prd-0017', 'prd-0005', 'prd-0034', 'prd-0009', 'prd-0022', 'prd-0042'].entries()) {
    await shopper.client.expect(orderApi.placeOrder, 202, placement({ productId, quantity: 9 - i }));
  }
};

beforeAll(async () => {
  world = await startWorld({
    visibilitySeconds: 5,
    // All windows have one address.
    serviceEnv: { gateway: { RATE_LIMIT_PER_SECOND: '1000', RATE_LIMIT_BURST: '1000', ADAPTIVE_LIMITS: 'false' } },
    env: { SHIPPING_DISPATCH_AFTER_MS: '3000', SHIPPING_DELIVER_AFTER_MS: '2000', WEB_DIR: await buildWeb() },
  });
  await fill(world);
  browser = await ShopBrowser.open(world.shop.url);
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

describe('how it looks', () => {
  pictures(getBrowser);
});
describe('every page', () => {
  pages(getWorld, getBrowser);
});
describe('a session', () => {
  sessions(getWorld, getBrowser);
});
describe('buying', () => {
  buying(getWorld, getBrowser);
});
describe('when something is away', () => {
  storefrontOutages(getWorld, getBrowser);
});
describe('conservation', () => {
  conservation(getWorld);
});
