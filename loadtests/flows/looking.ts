import type { Product } from '@mercato/contracts/product';
import { anyProduct, chance } from '../chance.ts';
import { ask } from '../client.ts';
import { product } from '../routes.ts';
import { type Market, shopperOf, tokenOf } from '../session.ts';

/** A shelf, and something on it. */
export const browse = (market: Market): void => {
  const token = tokenOf(shopperOf(market));
  const { id, category } = anyProduct(market);
  ask(product.listCategories, [200], { token });
  ask(product.listProducts, [200], { query: { category, limit: 24 }, token });
  ask(product.getProduct, [200], { params: { id }, token });
};

const sorts = ['relevance', 'price', '-price', 'name', 'newest'] as const;

const aWordOf = ({ name }: Pick<Product, 'name'>): string =>
  chance().pick(name.split(' ').filter((word) => word !== ''));

/** A word of something that there is, and the one that was meant. */
export const search = (market: Market): void => {
  const token = tokenOf(shopperOf(market));
  const wanted = anyProduct(market);
  ask(product.listProducts, [200], { query: { q: aWordOf(wanted), sort: chance().pick(sorts), limit: 24 }, token });
  ask(product.getProduct, [200], { params: { id: wanted.id }, token });
};
