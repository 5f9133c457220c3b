import exec from 'k6/execution';
import type { Product } from '@mercato/contracts/product';
import { type Answer, ask, bodyOf } from './client.ts';
import { config } from './config.ts';
import { product, user } from './routes.ts';
import { findShoppers, insist, type Person } from './shoppers.ts';

/** What is found out once, before the first visit, and handed to every visitor. */
export interface Market {
  readonly products: readonly Pick<Product, 'id' | 'name' | 'category'>[];
  readonly shoppers: readonly Person[];
  readonly admin: Person | undefined;
}

const [mostProducts, page] = [500, 100];

const findProducts = (): Market['products'] => {
  const found: Market['products'][number][] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string | number> = { limit: page, ...(cursor === null ? {} : { cursor }) };
    const answer: Answer = insist(product.listProducts, 200, { query });
    const listed = bodyOf<{ readonly items: readonly Product[]; readonly nextCursor: string | null }>(answer);
    found.push(...(listed?.items ?? []).map(({ id, name, category }) => ({ id, name, category })));
    cursor = listed?.nextCursor ?? null;
  } while (cursor !== null && found.length < mostProducts);
  if (found.length === 0) throw new Error(`${config.baseUrl} sells nothing: fill the catalogue first`);
  return found;
};

export const openMarket = (): Market => ({
  products: findProducts(),
  shoppers: findShoppers(),
  admin: config.admin && { id: '', ...config.admin },
});

/** Each visitor keeps the tokens it was given, until they are half as old as they get. */
const tokens = new Map<string, { readonly token: string; readonly until: number }>();

/** Undefined for who is turned away: whoever went on would be a stranger, and be told so. */
export const tokenOf = ({ email, password: secret }: Person): string | undefined => {
  const known = tokens.get(email);
  if (known && Date.now() < known.until) return known.token;
  const answer = ask(user.login, [200], { body: { email, password: secret } });
  const given = bodyOf<{ readonly accessToken: string; readonly expiresIn: number }>(answer);
  if (!given) return known?.token;
  tokens.set(email, { token: given.accessToken, until: Date.now() + given.expiresIn * 500 });
  return given.accessToken;
};

/** Whoever this visitor is: always the same, and nobody else as long as there are shoppers enough. */
export const shopperOf = ({ shoppers }: Market): Person => {
  const shopper = shoppers[exec.vu.idInTest % shoppers.length];
  if (!shopper) throw new Error('There are no shoppers');
  return shopper;
};

export const adminOf = ({ admin }: Market): Person => {
  if (!admin) throw new Error('There is no administrator');
  return admin;
};
