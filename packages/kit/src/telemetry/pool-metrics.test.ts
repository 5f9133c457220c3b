import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { exposeMetrics, registry } from './metrics.ts';
import { PoolMetrics } from './pool-metrics.ts';

const cleanups: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const watched = (origin: string): Pool => {
  const pool = new Pool(origin, { connections: 1, pipelining: 1 });
  const metrics = new PoolMetrics('test', pool, origin);
  cleanups.push(
    () => pool.destroy(),
    () => metrics.close(),
  );
  return pool;
};

const valueOf = async (series: string): Promise<number> => {
  const { text } = await exposeMetrics();
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return Number(line?.split(' ')[1]);
};

describe('a pool', () => {
  it('tells its connections, who waits for one, and how long that took', async () => {
    registry.resetMetrics();
    const held: ServerResponse[] = [];
    const server: Server = createServer((_, response) => void held.push(response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => void server.close());
    const pool = watched(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const ask = async (): Promise<void> => (await pool.request({ path: '/', method: 'GET' })).body.dump();
    const asked = [ask(), ask(), ask()];
    await expect.poll(() => held.length).toBe(1);
    expect(await valueOf('sidecar_connections{pool="test",state="active"}')).toBe(1);
    expect(await valueOf('sidecar_requests_waiting{pool="test"}')).toBe(2);
    for (let i = 0; i < 3; i++) {
      await expect.poll(() => held.length).toBe(i + 1);
      held[i]?.end('x');
    }
    await Promise.all(asked);
    await expect.poll(() => valueOf('sidecar_connections{pool="test",state="active"}')).toBe(0);
    expect(await valueOf('sidecar_connections{pool="test",state="idle"}')).toBe(1);
    expect(await valueOf('sidecar_connection_wait_seconds_count{pool="test"}')).toBe(3);
    expect(await valueOf('sidecar_connection_failures_total{pool="test"}')).toBe(0);
  });

  it('counts connections that could not be opened', async () => {
    registry.resetMetrics();
    const pool = watched('http://127.0.0.1:1');
    await expect(pool.request({ path: '/', method: 'GET' })).rejects.toThrow();
    expect(await valueOf('sidecar_connection_failures_total{pool="test"}')).toBe(1);
  });
});
