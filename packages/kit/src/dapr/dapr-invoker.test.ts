import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { productApi } from '@mercato/contracts/product';
import { userApi } from '@mercato/contracts/user';
import { afterEach, describe, expect, it } from 'vitest';
import { runInContext } from '../context/index.ts';
import type { DomainError } from '../errors/index.ts';
import { type CallLimits, callLimits } from '../resilience/index.ts';
import { systemClock } from '../time/index.ts';
import { DaprInvoker } from './dapr-invoker.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** A sidecar that answers every call with one status and body, or not at all. */
const sidecar = async (
  status: number | 'hang',
  body: unknown,
  limits?: CallLimits,
): Promise<{ invoker: DaprInvoker; seen: IncomingMessage[] }> => {
  const seen: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    seen.push(request);
    if (status !== 'hang') response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const invoker = new DaprInvoker((server.address() as AddressInfo).port, limits);
  cleanups.push(
    () => new Promise((resolve) => server.close(resolve)),
    async () => {
      server.closeAllConnections();
      await invoker.close();
    },
  );
  return { invoker, seen };
};

const contact = (invoker: DaprInvoker, timeoutMs = 1_000): Promise<unknown> =>
  invoker.call('user', userApi.getContact, { params: { id: 'u1' } }, { timeoutMs });

const deadlineSeen = (seen: readonly IncomingMessage[]): number => Number(seen[0]?.headers['x-deadline']);

const problem = (status: number, code: string): object => ({ type: 'urn:x', title: 't', status, code });

describe('an invocation', () => {
  it('goes to the app and method, with its context in headers', async () => {
    const { invoker, seen } = await sidecar(200, { contact: null });
    const deadline = systemClock.now() + 500;
    await runInContext({ requestId: 'req-1', deadline }, () => contact(invoker));
    expect(seen[0]?.url).toBe('/v1.0/invoke/user/method/internal/users/u1/contact');
    expect(seen[0]?.headers['x-request-id']).toBe('req-1');
    // The caller's own, but for what the answer takes to come back.
    expect(deadlineSeen(seen)).toBeLessThan(deadline);
    expect(deadlineSeen(seen)).toBeGreaterThan(deadline - 100);
  });

  it('hands on a query, and the rights of whoever asked, where it is told to', async () => {
    const { invoker, seen } = await sidecar(200, { items: [], nextCursor: null, total: 0 });
    const query = { limit: '5', q: 'tea & cake' };
    await invoker.call('product', productApi.listProducts, { query }, { authorization: 'Bearer t' });
    await invoker.call('product', productApi.listProducts, {});
    expect(seen.map(({ url }) => url)).toEqual([
      '/v1.0/invoke/product/method/api/products?limit=5&q=tea+%26+cake',
      '/v1.0/invoke/product/method/api/products',
    ]);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer t', undefined]);
  });

  it('is to be answered before its caller gives it up, however much time that caller has', async () => {
    const { invoker, seen } = await sidecar(200, { contact: null });
    const began = systemClock.now();
    await runInContext({ requestId: 'req-1', deadline: began + 25_000 }, () => contact(invoker, 2_000));
    const left = deadlineSeen(seen) - began;
    expect(left).toBeLessThan(2_000);
    expect(left).toBeGreaterThan(1_800);
  });

  it('hands back a refusal as the verdict it is', async () => {
    const verdict = { verdict: 'refused', code: 'stock.insufficient', detail: 'only 1 left' };
    const { invoker } = await sidecar(200, verdict);
    const body = { orderId: 'o1', lines: [{ key: 'k', productId: 'p', quantity: 2 }] };
    expect(await invoker.call('product', productApi.reserve, { body })).toEqual(verdict);
  });

  it.each([
    [
      'the sidecar cannot reach the app',
      500,
      { errorCode: 'ERR_DIRECT_INVOKE', message: 'x' },
      'dependency.unavailable',
    ],
    ['the app is overloaded', 429, problem(429, 'rate.limited'), 'dependency.unavailable'],
    ['the app lost one of its own', 503, problem(503, 'dependency.unavailable'), 'dependency.unavailable'],
    ['the app waited in vain itself', 504, problem(504, 'dependency.timeout'), 'dependency.timeout'],
    ['we sent what the contract forbids', 400, problem(400, 'request.invalid'), 'internal.error'],
    ['the answer breaks the contract', 200, { contact: 'nobody' }, 'internal.error'],
    ['the answer is no JSON object', 200, 'text', 'internal.error'],
  ])('when %s: %i becomes a stable code', async (_, status, body, code) => {
    const { invoker } = await sidecar(status, body);
    await expect(contact(invoker)).rejects.toMatchObject({ code });
  });

  it('that is not answered in time is uncertain', async () => {
    const { invoker } = await sidecar('hang', null);
    await expect(contact(invoker, 50)).rejects.toMatchObject({ code: 'dependency.timeout' });
  });

  it('that hangs holds as many places as its callee has, and none of another’s', async () => {
    const few = callLimits.parse('payment=2,others=3');
    const { invoker, seen } = await sidecar('hang', null, few);
    const ask = (app: 'payment' | 'user') =>
      invoker.call(app, userApi.getContact, { params: { id: 'u1' } }, { timeoutMs: 600 });
    const began = performance.now();
    const codes = await Promise.all(
      Array.from({ length: 8 }, () =>
        ask('payment').catch(
          (error: unknown) => (error as DomainError).code + (performance.now() - began < 550 ? ' soon' : ''),
        ),
      ),
    );
    const full = 'dependency.unavailable soon';
    expect(codes.filter((code) => code === full)).toHaveLength(6);
    expect(codes.filter((code) => code === 'dependency.timeout')).toHaveLength(2);
    expect(seen).toHaveLength(2);
    await Promise.allSettled([ask('user'), ask('user'), ask('user')]);
    expect(seen).toHaveLength(5);
  });

  it('without a sidecar fails as unavailable', async () => {
    const invoker = new DaprInvoker(1);
    await expect(contact(invoker)).rejects.toMatchObject({ code: 'dependency.unavailable' });
    await invoker.close();
  });
});
