import { apis } from '@mercato/contracts';
import { expect, it } from 'vitest';
import { isHeld, priorityOf } from './priority.ts';
import { publicRoutes } from './route-table.ts';

const routes = publicRoutes(apis);
const idsWhere = (test: (route: (typeof routes)[number]) => boolean): readonly string[] =>
  routes.filter(test).map(({ route }) => route.id);

it('lets a checkout on its way go before who looks around, and both before administration', () => {
  expect(idsWhere((r) => priorityOf(r) === 'checkout')).toEqual(
    expect.arrayContaining([
      'placeOrder',
      'getOrder',
      'putCartItem',
      'tokenizeCard',
      'login',
      'continueBrowserSession',
      'quoteShipping',
    ]),
  );
  expect(idsWhere((r) => priorityOf(r) === 'browsing')).toEqual(
    expect.arrayContaining(['listProducts', 'registerUser']),
  );
  expect(idsWhere((r) => priorityOf(r) === 'administration')).toEqual(
    expect.arrayContaining(['importProducts', 'listAllOrders', 'listEvents']),
  );
});

it('knows which answers are held back on purpose', () => {
  const held = idsWhere(isHeld);
  expect(held).toEqual(expect.arrayContaining(['streamOrder', 'placeOrder', 'cancelOrder', 'updateProduct']));
  expect(held).not.toContain('listProducts');
});
