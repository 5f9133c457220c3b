import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startShop, workFolder } from '@mercato/testkit/process';
import { rootDir } from '../tools/shared/paths.ts';
import { say } from '../tools/shared/progress.ts';
import { buyFrom, inParallel, openMarket, untilQuiet } from './checkout/market.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';
import { callsOf, mergedOf, parseProfile, profileClock, selfByPlace, type Window } from './profile/cpu-profile.ts';
import { flameGraph } from './profile/flame.ts';
import { type Profiled, profilePage } from './profile/page.ts';

const options = { orders: atLeast(1, 200) };
const size = { shoppers: 16, products: 40, stock: 100_000 };
const atOnce = 8;
const services = ['order', 'payment', 'product', 'shipping', 'notification', 'gateway'] as const;
const folder = join(rootDir, 'docs/performance');

/** The load, with every service writing its profile when it ends. */
const runUnderProfiler = async (path: string, orders: number): Promise<Window> => {
  const dirOf = (service: string) => ({ NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${join(path, service)}` });
  const serviceEnv = Object.fromEntries(services.map((service) => [service, dirOf(service)]));
  const env = { SHIPPING_DISPATCH_AFTER_MS: '500', SHIPPING_DELIVER_AFTER_MS: '500' };
  const shop = await startShop({ env, serviceEnv });
  try {
    const market = await openMarket(shop, size);
    await inParallel(orders, atOnce, (n) => buyFrom(market, n));
    await untilQuiet(shop);
    const from = profileClock();
    await inParallel(orders, atOnce, (n) => buyFrom(market, n));
    await untilQuiet(shop);
    return { from, to: profileClock() };
  } finally {
    await shop.stop();
  }
};

const profiledIn = (path: string, service: string, window: Window): Profiled => {
  const files = readdirSync(join(path, service)).map((name) => readFileSync(join(path, service, name), 'utf8'));
  return { service, calls: mergedOf(files.map((text) => callsOf(parseProfile(text), window))) };
};

/** Draws where the processor time of services goes during checkouts. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { orders } = numbersOf('profile', args, options);
  const files = workFolder('profile');
  try {
    const window = await runUnderProfiler(files.path, orders);
    const profiles = services.map((service) => profiledIn(files.path, service, window));
    mkdirSync(folder, { recursive: true });
    for (const { service, calls } of profiles) {
      writeFileSync(join(folder, `profile-${service}.svg`), flameGraph(`${service} during checkouts`, calls));
      const [first] = selfByPlace(calls);
      if (first) say(`${service}: most of it in ${first[0]} (${(first[1] * 100).toFixed(1)} %)`);
    }
    writeFileSync(join(folder, 'profile.md'), profilePage(orders, profiles));
    say('written: docs/performance/profile.md');
  } finally {
    files.remove();
  }
};
