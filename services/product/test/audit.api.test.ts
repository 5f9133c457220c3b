import { reservationBook } from '@mercato/contracts/product';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Started, startApp } from './app-world.ts';
import { newProduct } from './examples.ts';

let shop: Started;
const path = '/api/products/prd-1/reservations';
const line = (order: string, quantity: number) => ({
  orderId: order,
  lines: [{ key: `${order}:reserve-stock:0`, productId: 'prd-1', quantity }],
});
const ask = (step: string, order: string, quantity = 1) =>
  shop.call('POST', `/internal/reservations/${step}`, line(order, quantity));
const book = async () => reservationBook.parse((await shop.call('GET', path)).body);

beforeEach(async () => {
  shop = await startApp();
  await shop.call('POST', '/api/products', { ...newProduct(), id: 'prd-1' });
});
afterEach(() => shop.close());

it('shows stock and reservations from one read', async () => {
  for (const order of ['o1', 'o2', 'o3']) await ask('reserve', order, 2);
  await ask('commit', 'o2');
  await ask('release', 'o3');
  const { stock, reservations, version } = await book();
  expect(stock).toEqual({ available: 6, onHand: 8, reserved: 2, sold: 2, received: 10 });
  expect(reservations.map(({ key, status, quantity }) => [key, status, quantity])).toEqual([
    ['o1:reserve-stock:0', 'reserved', 2],
    ['o2:reserve-stock:0', 'committed', 2],
    ['o3:reserve-stock:0', 'released', 2],
  ]);
  expect(version).toBe(6);
});

it('shows a product that was taken off the catalogue, and none that never was', async () => {
  await ask('reserve', 'o1');
  await shop.call('DELETE', '/api/products/prd-1');
  expect(await book()).toMatchObject({ stock: { reserved: 1 }, deletedAt: expect.any(String) as string });
  expect((await shop.call('GET', '/api/products/nowhere/reservations')).status).toBe(404);
});

it('is for administrators', async () => {
  expect((await shop.call('GET', path, undefined, { authorization: 'Bearer user' })).status).toBe(403);
});
