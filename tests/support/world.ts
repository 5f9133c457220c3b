import { type Shop, type ShopOptions, startShop } from '@mercato/testkit/process';
import { startBalancer } from './balancer.ts';
import { keepMailsOf } from './letters.ts';
import { mailsTo } from './mailbox.ts';
import { firstAdminOf } from './session.ts';
import { ShopClient } from './shop-client.ts';

/** A running shop with a client for anybody and one for its administrator. */
export interface World {
  readonly shop: Shop;
  readonly client: ShopClient;
  readonly admin: ShopClient;
  stop(): Promise<void>;
}

/** Scenarios ask for it inside their tests, since it runs only then. */
export type GetWorld = () => World;

export interface WorldOptions extends ShopOptions {
  /** Clients come in through a balancer before the gateways, so that these may be replaced. */
  balanced?: boolean;
}

const gatewaysOf = (shop: Shop): string[] => shop.apps.filter(({ name }) => name === 'gateway').map(({ url }) => url);

export const startWorld = async ({ balanced, ...options }: WorldOptions): Promise<World> => {
  const shop = await startShop(options);
  const balancer = balanced ? await startBalancer(() => gatewaysOf(shop)) : undefined;
  const stop = async (): Promise<void> => {
    await balancer?.close();
    await shop.stop();
  };
  try {
    const client = new ShopClient(balancer?.url ?? shop.url);
    keepMailsOf(client.baseUrl, (address) => mailsTo(shop, address));
    return { shop, client, admin: await client.signIn(firstAdminOf(shop)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
