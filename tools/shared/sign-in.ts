import { userApi } from '@mercato/contracts/user';
import { ShopClient } from '../../tests/support/shop-client.ts';
import { adminCredentials } from './admin-credentials.ts';

/** The administrator's client of a running shop. */
export async function signIn(url: string): Promise<ShopClient> {
  const client = new ShopClient(url);
  const body = adminCredentials();
  const tokens = await client.expect(userApi.login, 200, { body }).catch((error: unknown) => {
    if (error instanceof TypeError) throw new Error(`${url} does not answer: is the shop running?`, { cause: error });
    throw error;
  });
  return client.as(tokens.accessToken);
}
