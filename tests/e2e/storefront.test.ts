import { productApi } from '@mercato/contracts/product';
import { describe } from 'vitest';
import { generateCatalogue } from '../../tools/seed/catalogue.ts';
import { shopInBrowser } from '../support/shop-in-browser.ts';
import { newShopper, placement } from '../support/shopper.ts';
import { orderApi } from '@mercato/contracts/order';
import type { World } from '../support/world.ts';
import { conservation } from './scenarios/conservation.ts';
import { buying } from './scenarios/storefront/buying.ts';
import { storefrontOutages } from './scenarios/storefront/outages.ts';
import { loading } from './scenarios/storefront/loading.ts';
import { pages } from './scenarios/storefront/pages.ts';
import { pictures } from './scenarios/storefront/pictures.ts';
import { registering } from './scenarios/storefront/registering.ts';
import { sessions } from './scenarios/storefront/sessions.ts';

/** A catalogue to look at, of which some has been sold. */
const fill = async ({ admin, client }: World): Promise<void> => {
  await admin.expect(productApi.importProducts, 200, { body: { products: generateCatalogue(96) } });
  const shopper = await newShopper(client);
  for (const [i, productId] of ['prd-0017', 'prd-0005', 'prd-0034', 'prd-0009', 'prd-0022', 'prd-0042'].entries()) {
    await shopper.client.expect(orderApi.placeOrder, 202, placement({ productId, quantity: 9 - i }));
  }
};

const { world, browser } = shopInBrowser({ fill, env: { SHIPPING_DISPATCH_AFTER_MS: '3000' } });

describe('how it looks', () => {
  pictures(browser);
});
describe('the first page', () => {
  loading(browser);
});
describe('every page', () => {
  pages(world, browser);
});
describe('registering', () => {
  registering(world, browser);
});
describe('a session', () => {
  sessions(world, browser);
});
describe('buying', () => {
  buying(world, browser);
});
describe('when something is away', () => {
  storefrontOutages(world, browser);
});
describe('conservation', () => {
  conservation(world);
});
