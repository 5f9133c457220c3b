import { keepAlive, type KeptAlive } from '@mercato/testkit/process';
import { afterAll, beforeAll } from 'vitest';
import { buildWeb } from '../../tools/start/web.ts';
import { ShopBrowser } from './shop-browser.ts';
import { type GetWorld, startWorld, type World, type WorldOptions } from './world.ts';

interface InBrowser {
  readonly world: GetWorld;
  readonly browser: () => ShopBrowser;
  /** What starts processes that were killed again, where that was wished. */
  readonly kept: () => KeptAlive;
}

interface InBrowserOptions extends Pick<WorldOptions, 'serviceEnv' | 'env'> {
  /** What is killed is started again. */
  readonly keptAlive?: boolean;
  readonly fill?: (world: World) => Promise<void>;
}

const running = <T>(what: string, value: T | undefined): T => {
  if (value === undefined) throw new Error(`${what} is not there yet`);
  return value;
};

/** A shop with its pages, and a browser to look at them, for as long as the tests of a file take. */
export const shopInBrowser = ({ keptAlive, fill, serviceEnv, env }: InBrowserOptions): InBrowser => {
  let world: World | undefined;
  let browser: ShopBrowser | undefined;
  let kept: KeptAlive | undefined;
  beforeAll(async () => {
    // All windows have one address.
    const gateway = { RATE_LIMIT_PER_SECOND: '1000', RATE_LIMIT_BURST: '1000', ADAPTIVE_LIMITS: 'false' };
    world = await startWorld({
      visibilitySeconds: 5,
      serviceEnv: { gateway, ...serviceEnv },
      env: { SHIPPING_DELIVER_AFTER_MS: '2000', WEB_DIR: await buildWeb(), ...env },
    });
    if (keptAlive) kept = keepAlive(world.shop);
    await fill?.(world);
    browser = await ShopBrowser.open(world.shop.url);
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await kept?.stop();
    await world?.stop();
  });
  return {
    world: () => running('the shop', world),
    browser: () => running('the browser', browser),
    kept: () => running('what keeps the shop alive', kept),
  };
};
