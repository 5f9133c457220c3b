import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newProduct } from './examples.ts';
import { type Started, startApp } from './app-world.ts';

let shop: Started;
const pan = { ...newProduct(), id: 'prd-1' };
const admin = { authorization: 'Bearer admin' };

beforeEach(async () => {
  shop = await startApp();
});
afterEach(() => shop.close());

describe('POST /api/products', () => {
  it('answers 201 with the product and its address, and shows it at once', async () => {
    const { status, headers, body } = await shop.call('POST', '/api/products', pan);
    expect(status).toBe(201);
    expect((await shop.call('GET', '/api/products?q=copper')).body.items).toEqual([body]);
    expect(headers['location']).toBe('/api/products/prd-1');
    expect(body).toMatchObject({ id: 'prd-1', name: 'Copper pan', version: 1, stock: { available: 10 } });
    expect((await shop.call('GET', '/api/products/prd-1')).body).toEqual(body);
  });

  it('gives it an id where none is given', async () => {
    const { id: _, ...nameless } = pan;
    const { body } = await shop.call('POST', '/api/products', nameless);
    expect(body['id']).toMatch(/^prd-[0-9a-f-]{36}$/);
  });

  it('answers 202 when nobody waits, and it is done all the same', async () => {
    const { status, body } = await shop.call('POST', '/api/products', pan, { ...admin, prefer: 'respond-async' });
    expect([status, body]).toEqual([202, { id: 'prd-1', status: 'accepted', href: '/api/products/prd-1' }]);
    await expect.poll(async () => (await shop.call('GET', '/api/products/prd-1')).status).toBe(200);
  });

  it('answers 202 when the outcome takes longer than the client waits', async () => {
    shop.publisher.holding = true;
    const { status } = await shop.call('POST', '/api/products', pan, { ...admin, prefer: 'wait=0' });
    expect(status).toBe(202);
    expect(await shop.publisher.hand(shop.publisher.published[0]!)).toBe('SUCCESS');
    expect((await shop.call('GET', '/api/products/prd-1')).status).toBe(200);
  });

  it('answers 409 for an id that is taken', async () => {
    await shop.call('POST', '/api/products', pan);
    const { status, body } = await shop.call('POST', '/api/products', pan);
    expect([status, body['code']]).toEqual([409, 'product.exists']);
  });

  it('repeats its answer for the same Idempotency-Key, and refuses another request under it', async () => {
    const headers = { ...admin, 'idempotency-key': 'k1' };
    const first = await shop.call('POST', '/api/products', pan, headers);
    const second = await shop.call('POST', '/api/products', pan, headers);
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(shop.publisher.published).toHaveLength(1);
    expect((await shop.call('POST', '/api/products', { ...pan, name: 'Else' }, headers)).status).toBe(422);
  });

  it('answers 503 when the command cannot be recorded', async () => {
    shop.publisher.failNext('unavailable');
    expect((await shop.call('POST', '/api/products', pan)).status).toBe(503);
    expect(shop.store.peek('product:prd-1')).toBeUndefined();
  });
});

describe('PUT /api/products/:id', () => {
  it('changes what is given', async () => {
    await shop.call('POST', '/api/products', pan);
    await shop.call('GET', '/api/products/prd-1');
    const { status, body } = await shop.call('PUT', '/api/products/prd-1', { name: 'Wok' });
    expect([status, body['name'], body['sku']]).toEqual([200, 'Wok', 'KIT-000001']);
    expect((await shop.call('GET', '/api/products/prd-1')).body['name']).toBe('Wok');
  });

  it('answers 404 for an unknown product, and 202 when nobody waits', async () => {
    const { status, body } = await shop.call('PUT', '/api/products/prd-9', { name: 'Wok' });
    expect([status, body['code'], body['detail']]).toEqual([404, 'product.not_found', 'There is no product prd-9']);
    const headers = { ...admin, prefer: 'respond-async' };
    expect((await shop.call('PUT', '/api/products/prd-9', { name: 'Wok' }, headers)).status).toBe(202);
  });
});

describe('DELETE /api/products/:id', () => {
  it('answers 204, and the product is gone from every listing', async () => {
    await shop.call('POST', '/api/products', pan);
    expect((await shop.call('DELETE', '/api/products/prd-1')).status).toBe(204);
    expect((await shop.call('GET', '/api/products/prd-1')).status).toBe(404);
    expect((await shop.call('GET', '/api/products')).body['total']).toBe(0);
    expect((await shop.call('DELETE', '/api/products/prd-1')).status).toBe(404);
  });

  it('answers 202 when nobody waits', async () => {
    const headers = { ...admin, prefer: 'respond-async' };
    expect((await shop.call('DELETE', '/api/products/prd-1', undefined, headers)).status).toBe(202);
  });
});

describe('PATCH /api/products/:id/stock', () => {
  const url = '/api/products/prd-1/stock';
  beforeEach(async () => void (await shop.call('POST', '/api/products', pan)));

  it('adds, takes and sets units', async () => {
    expect((await shop.call('PATCH', url, { delta: 5 })).body.stock['onHand']).toBe(15);
    expect((await shop.call('PATCH', url, { delta: -15 })).body.stock['onHand']).toBe(0);
    const { status, body } = await shop.call('PATCH', url, { set: 7, version: 3 });
    expect([status, body.stock['onHand'], body.stock['received']]).toEqual([200, 7, 7]);
  });

  it.each([
    [{ delta: -11 }, 409, 'stock.insufficient'],
    [{ set: 7, version: 9 }, 409, 'version.conflict'],
    [{ delta: 1.5 }, 400, 'request.invalid'],
    [{ set: 7 }, 400, 'request.invalid'],
  ])('%j answers %i %s', async (change, status, code) => {
    const answer = await shop.call('PATCH', url, change);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  it('answers 404 for an unknown product and 202 when nobody waits', async () => {
    expect((await shop.call('PATCH', '/api/products/prd-9/stock', { delta: 1 })).status).toBe(404);
    expect((await shop.call('PATCH', url, { delta: 1 }, { ...admin, prefer: 'respond-async' })).status).toBe(202);
  });

  it('is done once when the request is repeated under its key after a crash, and delivered twice', async () => {
    const headers = { ...admin, 'idempotency-key': 'k1', prefer: 'wait=0' };
    shop.publisher.holding = true;
    await shop.call('PATCH', url, { delta: 5 }, headers);
    for (const key of shop.store.keys.filter((k) => k.startsWith('idem'))) {
      const stored = await shop.store.get(key);
      await shop.store.remove(key, stored!.etag);
    }
    await shop.call('PATCH', url, { delta: 5 }, headers);
    const [, first, second] = shop.publisher.published;
    expect(second?.id).toBe(first?.id);
    await shop.publisher.hand(first!);
    await shop.publisher.hand(second!);
    expect((await shop.ports.products.load('prd-1'))?.state.stock.onHand).toBe(15);
  });
});

describe('POST /api/products/import', () => {
  const products = Array.from({ length: 100 }, (_, i) => ({ ...pan, id: `prd-${i}`, name: `Pan ${i}` }));

  it('answers how many it imported', async () => {
    expect(await shop.call('POST', '/api/products/import', { products })).toMatchObject({
      status: 200,
      body: { imported: 100 },
    });
    await shop.follower.poll();
    expect((await shop.call('GET', '/api/products')).body['total']).toBe(100);
  });

  it('answers 202 when nobody waits', async () => {
    const headers = { ...admin, prefer: 'respond-async' };
    const { status, body } = await shop.call('POST', '/api/products/import', { products }, headers);
    expect([status, body['href']]).toEqual([202, '/api/products']);
  });

  it.each([
    ['none', []],
    ['too many', [...products, { ...pan, id: 'prd-100' }]],
    ['one without an id', [newProduct()]],
  ])('refuses %s', async (_, given) => {
    expect((await shop.call('POST', '/api/products/import', { products: given })).status).toBe(400);
  });
});

describe('whoever is not an administrator', () => {
  const writes = [
    ['POST', '/api/products'],
    ['PUT', '/api/products/prd-1'],
    ['DELETE', '/api/products/prd-1'],
    ['PATCH', '/api/products/prd-1/stock'],
    ['POST', '/api/products/import'],
  ] as const;

  it.each(writes)('may not %s %s', async (method, url) => {
    expect((await shop.call(method, url, {}, {})).status).toBe(401);
    expect((await shop.call(method, url, {}, { authorization: 'Bearer nonsense' })).status).toBe(401);
    expect((await shop.call(method, url, {}, { authorization: 'Bearer user' })).status).toBe(403);
    expect(shop.publisher.published).toEqual([]);
  });
});

describe('a delivery', () => {
  it('that cannot be finished comes again', async () => {
    shop.publisher.holding = true;
    await shop.call('POST', '/api/products', pan, { ...admin, prefer: 'wait=0' });
    shop.store.failNext('create', 'unavailable', { subject: 'product:prd-1' });
    expect(await shop.publisher.hand(shop.publisher.published[0]!)).toBe('RETRY');
    expect(await shop.publisher.hand(shop.publisher.published[0]!)).toBe('SUCCESS');
  });

  it('that does not match its contract comes again, until it is set aside', async () => {
    const message = { id: 'm', kind: 'command', topic: 'product-create-v1', subject: 'x', time: '', data: {} } as const;
    expect(await shop.publisher.hand(message)).toBe('RETRY');
  });
});
