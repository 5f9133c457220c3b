import { orderApi } from '@mercato/contracts/order';
import { productApi } from '@mercato/contracts/product';
import { expect, it } from 'vitest';
import { fakeShop } from '../seed/fake-shop.ts';
import { freePorts } from '../shared/ports.ts';
import { AdminApi } from './admin-api.ts';

const admin = { email: 'admin@example.com', password: 'secret' };
const user = {
  id: 'u1',
  username: 'admin',
  email: 'admin@example.com',
  fullName: null,
  phone: null,
  address: null,
  role: 'admin',
  createdAt: '2026-01-31T12:00:00.000Z',
  updatedAt: '2026-01-31T12:00:00.000Z',
  version: 1,
};
const tokens = { accessToken: 'jwt', tokenType: 'Bearer', expiresIn: 900, refreshToken: 'r', user };

it('reads as the administrator, and knows what is not there', async () => {
  const shop = await fakeShop(({ path }) => {
    if (path === '/api/users/login') return { status: 200, body: tokens };
    if (path === '/api/categories') return { status: 200, body: { items: [] } };
    return { status: path.includes('broken') ? 500 : 404 };
  });
  const api = await AdminApi.signIn(`${shop.url}/`, admin);
  expect(await api.read(productApi.listCategories, {})).toEqual({ items: [] });
  expect(await api.read(orderApi.getOrder, { params: { id: 'a b' }, query: { limit: '1' } })).toBeUndefined();
  await expect(api.read(orderApi.getOrder, { params: { id: 'broken' } })).rejects.toThrow('/broken answered 500');
  expect(shop.asked.map((a) => [a.path, a.headers['authorization']])).toEqual([
    ['/api/users/login', undefined],
    ['/api/categories', 'Bearer jwt'],
    ['/api/orders/a%20b?limit=1', 'Bearer jwt'],
    ['/api/orders/broken', 'Bearer jwt'],
  ]);
  await shop.close();
});

it('says in one line that the shop does not run, or does not let it in', async () => {
  const [port = 0] = await freePorts(1);
  await expect(AdminApi.signIn(`http://127.0.0.1:${port}`, admin)).rejects.toThrow(
    `The shop does not answer at http://127.0.0.1:${port}: start it with npm start`,
  );
  const shop = await fakeShop(() => ({ status: 401 }));
  await expect(AdminApi.signIn(shop.url, admin)).rejects.toThrow('does not let admin@example.com in: 401');
  await shop.close();
});
