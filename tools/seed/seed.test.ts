import { afterEach, describe, expect, it } from 'vitest';
import { seedCatalogue } from '../seed.ts';
import { type Asked, fakeShop } from './fake-shop.ts';

let shop: Awaited<ReturnType<typeof fakeShop>>;
afterEach(() => shop.close());

const admin = { email: 'admin@example.com', password: 'secret words' };
const ofPath = (path: string): readonly Asked[] => shop.asked.filter((a) => a.path.startsWith(path));
const imports = (): readonly Asked[] => ofPath('/api/products/import');
const happy = (total: number) => (asked: Asked) => {
  if (asked.path === '/api/users/login') return { status: 200, body: { accessToken: 'token' } };
  if (asked.path === '/api/products/import') return { status: 200, body: { imported: 100 } };
  return { status: 200, body: { items: [], total, nextCursor: null } };
};

describe('seedCatalogue', () => {
  it('signs in once and posts the catalogue in batches of 100, each under its own key', async () => {
    shop = await fakeShop(happy(250));
    await seedCatalogue(shop.url, admin, 250);
    expect(ofPath('/api/users/login').map((a) => a.body)).toEqual([admin]);
    expect(imports().map((a) => a.body.products?.length)).toEqual([100, 100, 50]);
    expect(new Set(imports().map((a) => a.headers['idempotency-key'])).size).toBe(3);
    expect(imports().every((a) => a.headers['authorization'] === 'Bearer token')).toBe(true);
  });

  it('repeats a batch under the same key when the shop was busy', async () => {
    let busy = 2;
    shop = await fakeShop((asked) => {
      if (asked.path !== '/api/products/import' || busy === 0) return happy(100)(asked);
      busy -= 1;
      return { status: busy === 1 ? 429 : 503, body: {} };
    });
    await seedCatalogue(shop.url, admin, 100);
    expect(imports()).toHaveLength(3);
    expect(new Set(imports().map((a) => a.headers['idempotency-key'])).size).toBe(1);
  });

  it('signs in again when its token has expired', async () => {
    shop = await fakeShop((asked) =>
      asked.path === '/api/products/import' && imports().length === 2
        ? { status: 401, body: { code: 'auth.invalid' } }
        : happy(200)(asked),
    );
    await seedCatalogue(shop.url, admin, 200);
    expect(ofPath('/api/users/login')).toHaveLength(2);
    expect(imports()).toHaveLength(3);
  });

  it('waits until shoppers see it all', async () => {
    shop = await fakeShop((asked) => happy(ofPath('/api/products?').length < 3 ? 0 : 100)(asked));
    await seedCatalogue(shop.url, admin, 100);
    expect(ofPath('/api/products?')).toHaveLength(3);
  });

  it('says what the shop said when it refuses', async () => {
    shop = await fakeShop((asked) =>
      asked.path === '/api/users/login'
        ? { status: 401, body: { code: 'user.credentials_invalid', detail: 'Email or password is wrong' } }
        : { status: 500 },
    );
    await expect(seedCatalogue(shop.url, admin, 100)).rejects.toThrow(
      'Signing in as admin@example.com: 401 user.credentials_invalid Email or password is wrong',
    );
  });
});
