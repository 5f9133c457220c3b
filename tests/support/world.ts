import { userApi } from '@mercato/contracts/user';
import { type Shop, type ShopOptions, startShop } from '@mercato/testkit/process';
import { ShopClient } from './shop-client.ts';

/** A running shop with a client for anybody and one for its administrator. */
export interface World {
  readonly shop: Shop;
  readonly client: ShopClient;
  readonly admin: ShopClient;
}

/** Scenarios ask for it inside their tests, since it runs only then. */
export type GetWorld = () => World;

export const startWorld = async (options: ShopOptions): Promise<World> => {
  const shop = await startShop(options);
  const client = new ShopClient(shop.url);
  const { 'first-admin-email': email, 'first-admin-password': password } = shop.secrets;
  const tokens = await client.expect(userApi.login, 200, { body: { email, password } });
  return { shop, client, admin: client.as(tokens.accessToken) };
};
