import { describe } from 'vitest';
import { shopInBrowser } from '../support/shop-in-browser.ts';
import { conservation } from './scenarios/conservation.ts';
import { consoleCare } from './scenarios/console/care.ts';
import { consoleCatalogue } from './scenarios/console/catalogue.ts';
import { consoleFaults } from './scenarios/console/faults.ts';
import { entrance } from './scenarios/console/entrance.ts';
import { consoleKeyboard } from './scenarios/console/keyboard.ts';
import { consoleOrders } from './scenarios/console/orders.ts';
import { consolePictures } from './scenarios/console/pictures.ts';

const { world, browser, kept } = shopInBrowser({
  keptAlive: true,
  serviceEnv: {
    operations: { TRACE_URL: 'http://127.0.0.1:16686/#{traceId}' },
    // An order is parked while a pause from the console lasts, which is a minute at most.
    order: { ORDER_GIVE_UP_AFTER_MS: '20000', ORDER_PARK_AFTER_TRIES: '2', ORDER_PARK_AFTER_MS: '0' },
  },
  // An order has to stay here long enough to be cancelled from its page.
  env: { SHIPPING_DISPATCH_AFTER_MS: '12000' },
});

const care = consoleCare(world, browser);
const faults = consoleFaults(world, browser, kept);
describe('an order that cannot be carried out yet', () => {
  care.begin();
});
describe('poison', () => {
  faults.poisonOne();
});
describe('orders', () => {
  consoleOrders(world, browser);
});
describe('the catalogue', () => {
  consoleCatalogue(world, browser);
});
describe('how it looks', () => {
  consolePictures(world, browser);
});
describe('every page', () => {
  entrance(world, browser);
});
describe('without a mouse', () => {
  consoleKeyboard(world, browser);
});
describe('what is broken', () => {
  faults.breakAndWatch();
});
describe('an order that was parked', () => {
  faults.parkAndRetry();
});
describe('care', () => {
  faults.seePoison();
  care.end();
});
describe('conservation', () => {
  conservation(world);
});
