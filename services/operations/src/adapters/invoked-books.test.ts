import { analyticsApi } from '@mercato/contracts/analytics';
import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { type Product, productApi } from '@mercato/contracts/product';
import { getFailure } from '@mercato/contracts/shared';
import { shippingApi } from '@mercato/contracts/shipping';
import { DomainError } from '@mercato/kit/errors';
import { shopQueues } from '@mercato/queues';
import { FakeClock, MemoryInvoker, SequentialIds } from '@mercato/testkit';
import { MemorySqs } from '@mercato/testkit/sqs';
import { describe, expect, it } from 'vitest';
import type { Progress } from '../ports/books.ts';
import { invokedBooks } from './invoked-books.ts';
import { invokedReasons } from './invoked-reasons.ts';

const mug = (available: number): Product => ({
  id: 'mug',
  sku: 'MUG-1',
  name: 'Mug',
  description: '',
  category: 'kitchen',
  price: { amount: 1250, currency: 'EUR' },
  imageUrl: '',
  attributes: {},
  stock: { available, onHand: 5, reserved: 0, sold: 0, received: 5 },
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
});

const notFound = (code: string) =>
  new DomainError('internal.error', 'answered 404', { cause: { type: 'urn:x', title: 't', status: 404, code } });

const world = (available = 5) => {
  const invoker = new MemoryInvoker();
  const page = <T>(items: T[]) => ({ items, nextCursor: null });
  invoker.register('order', orderApi.listAllOrders, () => page([]));
  invoker.register('product', productApi.listProducts, () => ({ ...page([mug(available)]), total: 1 }));
  invoker.register('analytics', analyticsApi.listEvents, () => page([]));
  invoker.register('order', orderApi.getRecord, () => Promise.reject(notFound('order.not_found')));
  invoker.register('payment', paymentApi.getOrderPayment, () => Promise.reject(notFound('payment.not_found')));
  invoker.register('shipping', shippingApi.getShipment, () => Promise.reject(notFound('shipment.not_found')));
  const queues = shopQueues.flatMap(({ name, deadLetterQueue }) => [name, deadLetterQueue]);
  const sqs = new MemorySqs(Object.fromEntries(queues.map((name) => [name, []])));
  const books = invokedBooks({ invoker, sqs, clock: new FakeClock(Date.now()), ids: new SequentialIds() });
  const told: Progress[] = [];
  const check = (accepted: readonly string[] = []) =>
    books.check({ waitMs: 0, accepted, poison: [], authorization: 'Bearer t' }, (progress) => told.push(progress));
  return { invoker, check, told };
};

describe('the books of the shop', () => {
  it('are read by the services’ own APIs, step by step', async () => {
    const { check, told, invoker } = world();
    expect(await check()).toMatchObject({ violations: 0, findings: [] });
    expect([...new Set(told.map(({ step }) => step))]).toEqual([
      'waiting',
      'events',
      'orders',
      'products',
      'queues',
      'checking',
    ]);
    expect(invoker.calls.map(({ app }) => app)).toEqual(expect.arrayContaining(['analytics', 'order', 'product']));
  });

  it('show what is not as it was promised, with what led to it', async () => {
    const { check } = world(3);
    const { violations, findings, summary } = await check();
    expect(violations).toBeGreaterThan(0);
    expect(findings[0]).toMatchObject({ aggregate: 'product:mug' });
    expect(summary[0]).toContain('products: 1');
  });

  it('tell of an order that was accepted and that nobody knows', async () => {
    const { findings } = await world().check(['o1']);
    expect(findings.map(({ aggregate }) => aggregate)).toContain('order:o1');
  });
});

describe('the reason of a failure', () => {
  it('is asked of the app that noted it', async () => {
    const invoker = new MemoryInvoker();
    const note = { code: 'internal.error' as const, reason: 'a bug', at: '2026-01-01T00:00:00.000Z' };
    invoker.register('cart', getFailure, ({ params }) => ({ note: params.name === 'evt-1' ? note : null }));
    const reasons = invokedReasons(invoker);
    expect(await reasons('cart', 'evt-1')).toEqual(note);
    expect(await reasons('cart', 'evt-2')).toBeUndefined();
    expect(await reasons('nobody', 'evt-1')).toBeUndefined();
  });
});
