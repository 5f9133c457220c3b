import { serviceNames } from '@mercato/contracts/shared';
import type { Shop } from '@mercato/testkit/process';
import { expect, it } from 'vitest';
import { readDeadLetters } from '@mercato/conservation';
import { newProduct, newShopper } from '../../support/shopper.ts';
import { type SteadyLoad, steadyLoad } from '../../support/steady-load.ts';
import type { GetWorld } from '../../support/world.ts';

const many = <T>(count: number, make: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, make));

/** As a Deployment rolls: first one more, and once that is ready, one less. */
const roll = async (shop: Shop, name: string): Promise<void> => {
  for (const old of shop.apps.filter((app) => app.name === name)) {
    const fresh = await shop.prepare(name);
    await fresh.start();
    await fresh.waitUntilReady();
    await shop.retire(old);
  }
};

const underLoad = async (world: ReturnType<GetWorld>, work: () => Promise<void>): Promise<SteadyLoad> => {
  const products = await many(4, () => newProduct(world.admin, { stock: 10_000 }));
  const shoppers = await many(4, () => newShopper(world.client));
  const load = steadyLoad(shoppers, products, 10);
  try {
    await work();
  } finally {
    await load.stop();
  }
  return load;
};

/** Down and up again, its sidecar after it. */
const restart = async (shop: Shop, name: string): Promise<void> => {
  for (const app of shop.apps.filter((each) => each.name === name)) {
    await app.stop();
    await app.start();
    await app.waitUntilReady();
  }
};

export const rolling = (world: GetWorld): void => {
  it('every service is replaced under load, and no request fails', { timeout: 300_000 }, async () => {
    const { shop } = world();
    const load = await underLoad(world(), async () => {
      for (const name of serviceNames) await roll(shop, name);
    });
    expect(load.failures).toEqual([]);
    expect(load.sent).toBeGreaterThan(100);
    expect(await readDeadLetters(shop.aws.sqs)).toEqual([]);
  });

  // With one replica there is a moment without any: the gateway tries again for five seconds, and a slow start is longer.
  it('every service is restarted in turn, and next to no request fails', { timeout: 300_000 }, async () => {
    const { shop } = world();
    const load = await underLoad(world(), async () => {
      for (const name of serviceNames) if (name !== 'gateway') await restart(shop, name);
    });
    expect(load.failures.length, load.failures.join('\n')).toBeLessThan(load.sent / 20);
    expect(await readDeadLetters(shop.aws.sqs)).toEqual([]);
  });
};
