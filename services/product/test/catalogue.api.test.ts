import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newProduct } from './examples.ts';
import { type Started, startApp } from './app-world.ts';

let shop: Started;
const products = Array.from({ length: 30 }, (_, i) => ({
  ...newProduct({ name: `Pan ${i}`, stock: i, price: { amount: 100 * i, currency: 'EUR' } }),
  category: i % 3 ? 'kitchen' : 'home-office',
  id: `prd-${i}`,
}));

beforeEach(async () => {
  shop = await startApp();
  await shop.call('POST', '/api/products/import', { products });
  await shop.follower.poll();
});
afterEach(() => shop.close());

describe('GET /api/products', () => {
  it('pages through everything', async () => {
    const first = await shop.call('GET', '/api/products?sort=price&limit=20', undefined, {});
    expect(first).toMatchObject({ status: 200, body: { total: 30 } });
    const rest = await shop.call('GET', `/api/products?sort=price&limit=20&cursor=${String(first.body['nextCursor'])}`);
    expect(rest.body['nextCursor']).toBeNull();
    expect([...first.body.items, ...rest.body.items].map((p) => p.id)).toEqual(products.map((p) => p.id));
  });

  it.each([
    ['category=home-office', 10],
    ['minPrice=500&maxPrice=900', 5],
    ['inStock=false', 1],
    ['q=pan', 30],
    ['q=pan&category=kitchen&minPrice=2000', 7],
    ['q=nothing', 0],
  ])('%s finds %i', async (search, total) => {
    expect((await shop.call('GET', `/api/products?${search}`)).body['total']).toBe(total);
  });

  it.each(['limit=0', 'limit=101', 'cursor=AAAA', 'cursor=%20', 'sort=random', 'minPrice=-1', 'category=A', 'what=1'])(
    '%s answers 400',
    async (search) => {
      const { status, body } = await shop.call('GET', `/api/products?${search}`);
      expect([status, body['code']]).toEqual([400, 'request.invalid']);
    },
  );
});

describe('GET /api/products/:id', () => {
  it('answers the product, or 404', async () => {
    expect((await shop.call('GET', '/api/products/prd-3', undefined, {})).body).toMatchObject({ name: 'Pan 3' });
    expect(await shop.call('GET', '/api/products/prd-99')).toMatchObject({
      status: 404,
      body: { code: 'product.not_found' },
    });
  });
});

it('GET /api/categories counts products', async () => {
  expect((await shop.call('GET', '/api/categories', undefined, {})).body.items).toEqual([
    { slug: 'home-office', name: 'Home office', products: 10 },
    { slug: 'kitchen', name: 'Kitchen', products: 20 },
  ]);
});

it('POST /internal/products/quote answers in the order asked, null for what is unknown', async () => {
  const { status, body } = await shop.call('POST', '/internal/products/quote', {
    productIds: ['prd-2', 'prd-99', 'prd-1', 'prd-2'],
  });
  const snapshot = (i: number) => ({
    id: `prd-${i}`,
    sku: 'KIT-000001',
    name: `Pan ${i}`,
    price: { amount: 100 * i, currency: 'EUR' },
    available: i,
  });
  expect([status, body['products']]).toEqual([200, [snapshot(2), null, snapshot(1), snapshot(2)]]);
});

describe('another replica', () => {
  it('shows what this one did within the poll', async () => {
    const other = await startApp(shop.store);
    other.follower.start();
    await shop.call('PUT', '/api/products/prd-3', { name: 'Wok' });
    await shop.call('DELETE', '/api/products/prd-4');
    await shop.call('POST', '/internal/reservations/reserve', {
      orderId: 'o1',
      lines: [{ key: 'o1:reserve:1', productId: 'prd-5', quantity: 5 }],
    });
    const seen = async () => {
      const [wok, gone, sold] = await Promise.all(
        ['prd-3', 'prd-4', 'prd-5'].map((id) => other.call('GET', `/api/products/${id}`)),
      );
      return [wok?.body['name'], gone?.status, sold?.body.stock['available']];
    };
    await expect.poll(seen, { timeout: 2_000 }).toEqual(['Wok', 404, 0]);
    expect((await other.call('GET', '/api/products?inStock=false')).body['total']).toBe(2);
    await other.close();
  });

  it('answers reservations that this one made', async () => {
    const other = await startApp(shop.store);
    const body = { orderId: 'o1', lines: [{ key: 'o1:reserve:1', productId: 'prd-5', quantity: 5 }] };
    await shop.call('POST', '/internal/reservations/reserve', body);
    expect(await other.call('POST', '/internal/reservations/reserve', body)).toMatchObject({ body: { verdict: 'ok' } });
    const keys = { orderId: 'o1', lines: [{ key: 'o1:reserve:1', productId: 'prd-5' }] };
    expect((await other.call('POST', '/internal/reservations/release', keys)).body).toEqual({ verdict: 'ok' });
    expect((await shop.call('POST', '/internal/reservations/commit', keys)).body).toMatchObject({
      verdict: 'refused',
      code: 'reservation.closed',
    });
    await other.close();
  });
});
