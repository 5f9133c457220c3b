import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { offer, quantile } from './offer.ts';

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

const serve = async (status: number) => {
  let [now, most] = [0, 0];
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    most = Math.max(most, ++now);
    setTimeout(() => {
      now -= 1;
      response.writeHead(status).end('{}');
    }, 5);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, most: () => most, asked };
};

describe('an offer', () => {
  it('is made so often, so many at a time', async () => {
    const { origin, most } = await serve(200);
    const { latencies, seconds } = await offer({
      origin,
      ask: () => ({ path: '/', headers: {} }),
      requests: 40,
      atOnce: 4,
    });
    expect(latencies).toHaveLength(40);
    expect(latencies).toEqual(latencies.toSorted((a, b) => a - b));
    expect(most()).toBe(4);
    expect(seconds).toBeGreaterThan(0.04);
  });

  it('is made by callers who each ask for their own', async () => {
    const { origin, asked } = await serve(200);
    const ask = (n: number) => ({ method: 'PUT', path: `/${n}`, headers: {}, body: '{}' }) as const;
    await offer({ origin, ask, requests: 6, atOnce: 3 });
    expect(new Set(asked)).toEqual(new Set(['PUT /0', 'PUT /1', 'PUT /2']));
  });

  it('counts nothing that was not served', async () => {
    const { origin } = await serve(503);
    const ask = () => ({ path: '/x', headers: {} });
    await expect(offer({ origin, ask, requests: 4, atOnce: 1 })).rejects.toThrow('/x: 503 {}');
  });
});

it.each([
  [0.5, 3],
  [0.99, 5],
  [0, 1],
])('the quantile %d of 1 to 5 is %i', (part, value) => expect(quantile([1, 2, 3, 4, 5], part)).toBe(value));
