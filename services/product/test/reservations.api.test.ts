import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newProduct } from './examples.ts';
import { type Started, startApp } from './app-world.ts';

let shop: Started;
const lines = [{ key: 'o1:reserve:1', productId: 'prd-1', quantity: 4 }];
const keys = { orderId: 'o1', lines: [{ key: 'o1:reserve:1', productId: 'prd-1' }] };
const ask = (step: 'reserve' | 'commit' | 'release', body: object, headers = {}) =>
  shop.call('POST', `/internal/reservations/${step}`, body, headers);
const stock = async () => (await shop.ports.products.load('prd-1'))?.state.stock;

beforeEach(async () => {
  shop = await startApp();
  await shop.call('POST', '/api/products', { ...newProduct(), id: 'prd-1' });
});
afterEach(() => shop.close());

it('reserves, commits and gives back', async () => {
  expect(await ask('reserve', { orderId: 'o1', lines })).toMatchObject({
    status: 200,
    body: { verdict: 'ok', lines: [{ key: 'o1:reserve:1', quantity: 4, name: 'Copper pan' }] },
  });
  expect(await stock()).toEqual({ onHand: 10, reserved: 4, sold: 0, received: 10 });
  expect(await ask('commit', keys)).toMatchObject({ status: 200, body: { verdict: 'ok' } });
  expect(await stock()).toEqual({ onHand: 6, reserved: 0, sold: 4, received: 10 });
  expect(await ask('release', keys)).toMatchObject({ status: 200, body: { verdict: 'ok' } });
  expect(await stock()).toEqual({ onHand: 10, reserved: 0, sold: 0, received: 10 });
});

describe('a refusal is a 200 with a verdict', () => {
  it('for too many units, naming product and units', async () => {
    const { status, body } = await ask('reserve', { orderId: 'o1', lines: [{ ...lines[0], quantity: 11 }] });
    expect([status, body]).toEqual([
      200,
      { verdict: 'refused', code: 'stock.insufficient', detail: 'Copper pan (prd-1): 11 wanted, 10 available' },
    ]);
  });

  it('for an unknown and for a deleted product', async () => {
    const unknown = { orderId: 'o1', lines: [{ ...lines[0], productId: 'prd-9' }] };
    expect((await ask('reserve', unknown)).body).toMatchObject({ verdict: 'refused', code: 'product.not_found' });
    await shop.call('DELETE', '/api/products/prd-1');
    expect((await ask('reserve', { orderId: 'o1', lines })).body).toMatchObject({ code: 'product.not_found' });
  });

  it('for a released key', async () => {
    await ask('release', keys);
    const late = await ask('reserve', { orderId: 'o1', lines });
    expect([late.status, late.body['code']]).toEqual([200, 'reservation.closed']);
    expect((await ask('commit', keys)).body).toMatchObject({ verdict: 'refused', code: 'reservation.closed' });
  });
});

it('a failure is not a verdict', async () => {
  shop.store.failNext('get', 'unavailable', { subject: 'product:prd-1' });
  expect((await ask('reserve', { orderId: 'o1', lines })).status).toBe(503);
});

it('a call past its deadline is not done', async () => {
  const answer = await ask('reserve', { orderId: 'o1', lines }, { 'x-deadline': '1' });
  expect([answer.status, answer.body['code']]).toEqual([504, 'deadline.exceeded']);
  expect(await stock()).toMatchObject({ reserved: 0 });
});

it.each([{}, { orderId: 'o1', lines: [] }, { orderId: 'o1', lines: [{ ...lines[0], quantity: 0 }] }])(
  'what does not match the contract is a 400: %j',
  async (body) => {
    expect((await ask('reserve', body)).status).toBe(400);
  },
);

it('counts reservations and products', async () => {
  await ask('reserve', { orderId: 'o1', lines });
  const metrics = (await shop.app.inject({ method: 'GET', url: '/metrics' })).body;
  expect(metrics).toMatch(/reservations_total\{step="reserve",outcome="done"\} \d+/);
  expect(metrics).toMatch(/catalogue_products\{stock="in"\} \d+/);
});
