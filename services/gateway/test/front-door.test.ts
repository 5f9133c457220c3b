import { serviceNames } from '@mercato/contracts/shared';
import { errors } from '@mercato/kit/errors';
import { describe, expect, it } from 'vitest';
import { json, makeWorld } from './world.ts';

describe('the front door', () => {
  it('says where to go', async () => {
    const { app, call } = await makeWorld();
    expect((await call('GET /')).data).toMatchObject({
      links: { docs: '/docs', openapi: '/openapi.json', health: '/health' },
    });
    await app.close();
  });

  it('serves the merged description and a page to read it', async () => {
    const { app, call } = await makeWorld({ around: { openapi: async () => '{"openapi":"3.1.0","paths":{}}' } });
    expect((await call('GET /openapi.json')).data).toEqual({ openapi: '3.1.0', paths: {} });
    const page = await call('GET /docs');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    await app.close();
  });

  it('tells services that TLS ends before it', async () => {
    const { app, call, forwarder } = await makeWorld({ settings: { tls: true } });
    await call('GET /api/products');
    expect(forwarder.last.headers['x-forwarded-proto']).toBe('https');
    await app.close();
  });
});

describe('health', () => {
  it('lists each service, asked with a limit of 3 s', async () => {
    const { app, call, forwarder } = await makeWorld();
    forwarder.answer = ({ app: asked }) => {
      if (asked === 'cart') throw errors.unavailable('cart');
      return asked === 'order' ? json({}, 500) : json({});
    };
    const health = await call('GET /health');
    expect(forwarder.requests.map((r) => [r.path, r.timeoutMs])).toEqual(
      Array.from({ length: serviceNames.length - 1 }, () => ['/livez', 3000]),
    );
    expect(health.data).toMatchObject({
      dependencies: {
        user: { status: 'healthy' },
        order: { status: 'unhealthy' },
        cart: { status: 'unhealthy' },
      },
    });
    await app.close();
  });

  it('is ready without any of them', async () => {
    const { app, call, forwarder } = await makeWorld();
    forwarder.answer = () => Promise.reject(errors.unavailable('all'));
    expect((await call('GET /readyz')).status).toBe(200);
    expect(forwarder.requests).toEqual([]);
    await app.close();
  });
});
