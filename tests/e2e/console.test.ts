import { afterAll, beforeAll, describe } from 'vitest';
import { buildWeb } from '../../tools/start/web.ts';
import { ShopBrowser } from '../support/shop-browser.ts';
import { startWorld, type World } from '../support/world.ts';
import { conservation } from './scenarios/conservation.ts';
import { consoleCare } from './scenarios/console/care.ts';
import { consoleCatalogue } from './scenarios/console/catalogue.ts';
import { entrance } from './scenarios/console/entrance.ts';
import { consoleOrders } from './scenarios/console/orders.ts';
import { consolePictures } from './scenarios/console/pictures.ts';

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

beforeAll(async () => {
  world = await startWorld({
    visibilitySeconds: 5,
    // All windows have one address, and an order has to stay here long enough to be cancelled from its page.
    serviceEnv: { gateway: { RATE_LIMIT_PER_SECOND: '1000', RATE_LIMIT_BURST: '1000', ADAPTIVE_LIMITS: 'false' } },
    env: { SHIPPING_DISPATCH_AFTER_MS: '12000', SHIPPING_DELIVER_AFTER_MS: '2000', WEB_DIR: await buildWeb() },
  });
  browser = await ShopBrowser.open(world.shop.url);
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const care = consoleCare(getWorld, getBrowser);
describe('an order that cannot be carried out yet', () => {
  care.begin();
});
describe('orders', () => {
  consoleOrders(getWorld, getBrowser);
});
describe('the catalogue', () => {
  consoleCatalogue(getWorld, getBrowser);
});
describe('how it looks', () => {
  consolePictures(getWorld, getBrowser);
});
describe('every page', () => {
  entrance(getWorld, getBrowser);
});
describe('care', () => {
  care.end();
});
describe('conservation', () => {
  conservation(getWorld);
});
