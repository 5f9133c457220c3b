import { ShopClient } from '../../tests/support/shop-client.ts';
import { adminCredentials } from './admin-credentials.ts';

/** The administrator's client of a running shop. */
export const signIn = (url: string): Promise<ShopClient> =>
  new ShopClient(url).signIn(adminCredentials()).catch((error: unknown) => {
    if (error instanceof TypeError) throw new Error(`${url} does not answer: is the shop running?`, { cause: error });
    throw error;
  });
