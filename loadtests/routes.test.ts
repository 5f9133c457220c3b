import { describe, expect, it } from 'vitest';
import { cartApi } from '@mercato/contracts/cart';
import { orderApi } from '@mercato/contracts/order';
import { productApi } from '@mercato/contracts/product';
import type { ApiContract } from '@mercato/contracts/shared';
import { userApi } from '@mercato/contracts/user';
import { cart, order, product, urlOf, user } from './routes.ts';

describe('routes', () => {
  it.each<[string, object, ApiContract]>([
    ['product', product, productApi],
    ['cart', cart, cartApi],
    ['order', order, orderApi],
    ['user', user, userApi],
  ])('are those of the contracts: %s', (_, routes, api) => {
    for (const [name, route] of Object.entries(routes)) {
      const { id, method, path } = api[name] ?? {};
      expect({ id, method, path }).toEqual(route);
    }
  });

  it('become addresses with everything encoded', () => {
    expect(urlOf(order.getTimeline, { id: 'a/b' })).toBe('/api/orders/a%2Fb/timeline');
    expect(urlOf(product.listProducts, {}, { q: 'tea & milk', limit: 3 })).toBe(
      '/api/products?q=tea%20%26%20milk&limit=3',
    );
  });
});
