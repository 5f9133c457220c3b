import { FakeClock } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { as, buildShop, capturedLog, on, thingMade } from '../../test/shop.ts';
import { errors } from '../errors/index.ts';
import { registry } from '../telemetry/index.ts';

describe('probes', () => {
  it('/livez is always there, /readyz when the service is', async () => {
    let loading = true;
    const readiness = async () => {
      if (loading) throw errors.unavailable('search index');
    };
    const app = await buildShop({ readiness });
    expect((await app.inject('/livez')).statusCode).toBe(200);
    const early = await app.inject('/readyz');
    expect([early.statusCode, early.json()]).toEqual([
      503,
      { status: 'starting', reason: 'search index is not available' },
    ]);
    loading = false;
    expect((await app.inject('/readyz')).statusCode).toBe(200);
    await app.close();
  });

  it('/health lists every dependency, asked at once and once', async () => {
    const clock = new FakeClock();
    let asked = 0;
    const sidecar = async () => void (asked += 1);
    const app = await buildShop({ clock, health: { sidecar } });
    const [one] = await Promise.all([app.inject('/health'), app.inject('/health'), app.inject('/health')]);
    expect(asked).toBe(1);
    expect([one.statusCode, one.json()]).toEqual([
      200,
      {
        status: 'healthy',
        timestamp: '2026-01-01T00:00:00.000Z',
        dependencies: { sidecar: { status: 'healthy', latencyMs: expect.any(Number) as number } },
      },
    ]);
    await app.close();
  });

  it('/health says what is wrong, but no more than people may read', async () => {
    const { logger, lines } = capturedLog();
    const health = {
      sidecar: () => Promise.reject(errors.unavailable('sidecar')),
      carrier: () => Promise.reject(new Error('http://user:pass@host')),
      clock: () => Promise.resolve(),
    };
    const app = await buildShop({ health, logger });
    const response = await app.inject('/health');
    expect([response.statusCode, response.json()]).toMatchObject([
      503,
      {
        status: 'unhealthy',
        dependencies: {
          sidecar: { status: 'unhealthy', error: 'sidecar is not available' },
          carrier: { status: 'unhealthy', error: 'failed' },
          clock: { status: 'healthy' },
        },
      },
    ]);
    expect(lines.filter((line) => line['msg'] === 'unhealthy')).toHaveLength(2);
    expect((await app.inject('/readyz')).statusCode).toBe(200);
    await app.close();
  });

  it.each([
    ['fails', () => Promise.reject(errors.unavailable('bank'))],
    ['hangs', () => new Promise<void>(() => {})],
  ])('a dependency that %s makes nobody restart the service, nor take it out of the way', async (_, bank) => {
    const app = await buildShop({ health: { bank } });
    const unwell = app.inject('/health');
    const probes = await Promise.all(['/livez', '/readyz'].map((url) => app.inject(url)));
    expect(probes.map((probe) => probe.statusCode)).toEqual([200, 200]);
    expect((await unwell).statusCode).toBe(503);
    await app.close();
  });

  it('a check that hangs is cut after 3 s', async () => {
    const app = await buildShop({ health: { slow: () => new Promise(() => {}) } });
    const startedAt = Date.now();
    expect((await app.inject('/health')).statusCode).toBe(503);
    expect(Date.now() - startedAt).toBeLessThan(4_000);
    await app.close();
  });
});

describe('/metrics', () => {
  it('counts requests by route template, never by address, and messages by outcome', async () => {
    registry.resetMetrics();
    const app = await buildShop({ subscriptions: [on(thingMade, async () => {})] });
    await app.inject('/api/things/some-id');
    await app.inject('/no/such/place');
    await app.inject({ method: 'POST', url: '/api/things', headers: as('ada'), payload: 'x' });
    const payload = { id: 'e', data: { thingId: 't', size: 1 } };
    await app.inject({ method: 'POST', url: `/subscriptions/${thingMade.topic}`, payload });
    const { body, headers } = await app.inject('/metrics');
    expect(headers['content-type']).toContain('version=0.0.4');
    expect(body).toContain('http_requests_total{route="/api/things/:id",method="GET",status="200"}');
    expect(body).toContain('http_requests_total{route="unmatched",method="GET",status="404"}');
    expect(body).toContain('http_requests_total{route="/api/things",method="POST",status="415"}');
    expect(body).toContain('http_request_duration_seconds_bucket{le="0.1",route="/api/things/:id"');
    expect(body).toContain(`messages_handled_total{topic="${thingMade.topic}",outcome="done"} 1`);
    expect(body).toContain('process_cpu_user_seconds_total');
    expect(body).not.toContain('some-id');
    expect(body).not.toContain('route="/metrics"');
    await app.close();
  });
});

describe('docs', () => {
  const openapi = { openapi: '3.1.0', info: { title: 'x', version: '1' } };

  it('are served from here alone', async () => {
    const app = await buildShop({ openapi: async () => JSON.stringify(openapi) });
    expect((await app.inject('/openapi.json')).json()).toEqual(openapi);
    const page = await app.inject('/docs');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    const links = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      const asset = await app.inject(link);
      expect([link, asset.statusCode]).toEqual([link, 200]);
      expect(asset.headers['content-security-policy']).toBeDefined();
    }
    expect(page.body).not.toMatch(/<script>| on\w+=|https?:/);
    expect((await app.inject('/docs/')).headers.location).toBe('/docs');
    await app.close();
  });

  it.each([
    '/docs/assets/package.json',
    '/docs/assets/swagger-initializer.js',
    '/docs/assets/../package.json',
    '/docs/assets/..%2f..%2fpackage.json',
    '/docs/assets/',
  ])('%s is not served', async (url) => {
    const app = await buildShop({ openapi: async () => JSON.stringify(openapi) });
    expect((await app.inject(url)).statusCode).toBe(404);
    await app.close();
  });

  it('are not there without a description', async () => {
    const app = await buildShop();
    expect((await app.inject('/openapi.json')).statusCode).toBe(404);
    expect((await app.inject('/docs')).statusCode).toBe(404);
    await app.close();
  });
});
