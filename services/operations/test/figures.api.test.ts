import { operationsApi } from '@mercato/contracts/operations';
import { describe, expect, it } from 'vitest';
import { build } from './world.ts';

const targets = [
  { service: 'gateway', kind: 'app', address: '10.0.0.1:5000' },
  { service: 'gateway', kind: 'sidecar', address: '10.0.0.1:9100' },
  { service: 'order', kind: 'app', address: '10.0.0.2:5003' },
  { service: 'order', kind: 'sidecar', address: '10.0.0.2:9103' },
  { service: 'order', kind: 'app', address: '10.0.0.3:5003' },
  { service: 'order', kind: 'sidecar', address: '10.0.0.3:9103' },
] as const;

type World = Awaited<ReturnType<typeof build>>;

const gatewayPage = (requests: number, errors: number): string => `
http_requests_total{route="/api/orders",method="GET",status="200"} ${requests}
http_requests_total{route="/api/orders",method="GET",status="503"} ${errors}
http_request_duration_seconds_bucket{route="/api/orders",le="0.1"} ${requests}
http_request_duration_seconds_bucket{route="/api/orders",le="1"} ${requests + errors}
http_request_duration_seconds_bucket{route="/api/orders",le="+Inf"} ${requests + errors}
http_request_duration_seconds_bucket{route="/api/orders/:id/stream",le="+Inf"} ${requests * 9}
backend_in_flight{app="order"} 3
backend_concurrency_limit{app="order"} 128
rate_limit_lowest_share{app="order"} 0.5
requests_shed_total{app="order",priority="low"} ${errors}
rate_limited_total{reason="user"} ${errors}
bulkhead_calls{dependency="order",state="running"} 4
bulkhead_calls{dependency="order",state="waiting"} 1
bulkhead_rejections_total{dependency="order"} ${errors}
`;

const orderPage = (confirmed: number, failed: number, startedAt = 1): string => `
process_start_time_seconds ${startedAt}
process_cpu_seconds_total ${confirmed / 10}
process_resident_memory_bytes 1000
checkouts_total{outcome="confirmed"} ${confirmed}
checkouts_total{outcome="refused"} 0
checkouts_total{outcome="failed"} ${failed}
order_total_amount_sum{currency="EUR"} ${confirmed * 20.5}
orders_parked 2
messages_handled_total{topic="order-checkout-v1",outcome="done"} ${confirmed}
`;

const sidecarPage = (calls: number, status = 'closed'): string => `
dapr_runtime_service_invocation_req_sent_total{app_id="order",dst_app_id="payment",type="unary"} ${calls}
dapr_resiliency_cb_state{app_id="order",target="app_payment",status="${status}"} 1
dapr_resiliency_cb_state{app_id="order",target="app_payment",status="half-open"} 0
`;

/** One look every five seconds; what grew in each step is given for it. */
const lookAt = async (world: World, steps: readonly (() => void)[]): Promise<void> => {
  for (const step of steps) {
    step();
    await world.sampler.look();
    world.clock.advance(5_000);
  }
};

const busy = async (): Promise<World> => {
  const world = await build({ targets });
  const { pages } = world.scraper;
  const at = (n: number) => () => {
    pages.set('10.0.0.1:5000', gatewayPage(100 + 50 * n, 10 * n));
    pages.set('10.0.0.1:9100', sidecarPage(0));
    pages.set('10.0.0.2:5003', orderPage(10 * n, n));
    pages.set('10.0.0.2:9103', sidecarPage(20 * n, n > 1 ? 'open' : 'closed'));
    pages.set('10.0.0.3:5003', orderPage(5 * n, 0));
  };
  await lookAt(world, [at(0), at(1), at(2), at(3)]);
  return world;
};

const overview = async ({ ask }: World, query = '') =>
  operationsApi.getOverview.answers[200].parse((await ask(`GET /overview${query}`)).data);
const map = async ({ ask }: World) => operationsApi.getServiceMap.answers[200].parse((await ask('GET /services')).data);

describe('the overview', () => {
  it('shows what all replicas did in each interval', async () => {
    const { times, stepSeconds, shop, services } = await overview(await busy(), '?minutes=1&points=12');
    expect([times.length, stepSeconds]).toEqual([6, 10]);
    // Fifteen orders in five seconds, of which each pays 20.50.
    const lately = shop.ordersPerMinute.filter((n) => n !== null);
    expect(lately).toEqual([180, 180]);
    expect(shop.failedPerMinute.filter((n) => n !== null)).toEqual([12, 12]);
    expect(shop.successRate.find((n) => n !== null)).toBeCloseTo(15 / 16);
    expect(shop.revenue).toHaveLength(1);
    expect(shop.revenue[0]).toMatchObject({ currency: 'EUR' });
    expect(shop.revenue[0]?.perMinute.filter((n) => n !== null)).toEqual([369_000, 369_000]);
    expect(shop.parked).toBe(2);
    const gateway = services.find(({ service }) => service === 'gateway');
    expect(gateway?.requestsPerSecond.filter((n) => n !== null)).toEqual([12, 12]);
    expect(gateway?.errorsPerSecond.filter((n) => n !== null)).toEqual([2, 2]);
    expect(gateway?.p50Seconds.at(-1)).toBeLessThan(0.1);
    expect(gateway?.p95Seconds.at(-1)).toBeGreaterThan(0.1);
  });

  it('tells how fast the error budgets are used', async () => {
    const { promises } = await overview(await busy());
    expect(promises).toHaveLength(1);
    expect(promises[0]?.now).toMatchObject({ events: 180 });
    // 30 of 180 are bad, and one of a thousand may be.
    expect(promises[0]?.now?.burn).toBeCloseTo(30 / 180 / 0.001);
    expect(promises[0]?.burn.at(-1)).toBeCloseTo(30 / 180 / 0.001);
  });

  it('takes several looks together where few points are asked for', async () => {
    const { times, stepSeconds, shop } = await overview(await busy(), '?minutes=5&points=10');
    expect([times.length, stepSeconds]).toEqual([10, 30]);
    expect(shop.ordersPerMinute.filter((n) => n !== null)).toEqual([180]);
  });

  it('says nothing of what it did not see, and forgets what is long ago', async () => {
    const world = await build({ targets });
    const empty = await overview(world);
    expect(empty.shop).toMatchObject({ revenue: [], parked: null });
    expect(new Set(empty.shop.ordersPerMinute)).toEqual(new Set([null]));
    expect(empty.services).toEqual([]);
    const after = await busy();
    after.clock.advance(3_600_000);
    await after.sampler.look();
    expect(after.sampler.seen.intervals).toHaveLength(1);
  });

  it('is for administrators', async () => {
    const { ask } = await build();
    for (const path of ['/overview', '/services', '/settings', '/audit', '/conservation', '/dead-letters']) {
      expect((await ask(`GET ${path}`, undefined, 'ada')).status).toBe(403);
      expect((await ask(`GET ${path}`, undefined, '')).status).toBe(401);
    }
  });

  it.each(['?minutes=0', '?minutes=61', '?points=1', '?since=now'])('400 for %s', async (query) => {
    const { ask } = await build();
    expect((await ask(`GET /overview${query}`)).status).toBe(400);
  });
});

describe('the service map', () => {
  it('shows each replica with its sidecar', async () => {
    const world = await busy();
    world.scraper.unready.add('10.0.0.2:5003');
    world.scraper.pages.delete('10.0.0.1:5000');
    await world.sampler.look();
    const { services } = await map(world);
    const states = services.map(({ service, replicas }) => [service, ...replicas.map((r) => `${r.app}/${r.sidecar}`)]);
    expect(states).toEqual([
      ['gateway', 'down/up'],
      ['order', 'unready/up', 'ready/down'],
    ]);
  });

  it('shows what uses and what limits a service', async () => {
    const { services } = await map(await busy());
    const gateway = services.find(({ service }) => service === 'gateway');
    expect(gateway).toMatchObject({
      requestsPerSecond: 12,
      errorsPerSecond: 2,
      rateLimitedPerMinute: 120,
      bulkheads: [{ dependency: 'order', running: 4, waiting: 1, rejectedPerMinute: 120 }],
      limiters: [{ backend: 'order', inFlight: 3, limit: 128, lowestShare: 0.5, shedPerMinute: 120 }],
    });
    const order = services.find(({ service }) => service === 'order');
    expect(order).toMatchObject({ messagesPerSecond: 3, rateLimitedPerMinute: null, limiters: [] });
    expect(order?.replicas[0]).toMatchObject({ memoryBytes: 1000, cpu: 0.2 });
    // Of two replicas' breakers, the open one tells.
    expect(order?.breakers).toEqual([{ of: 'sidecar', target: 'app_payment', state: 'open' }]);
  });

  it('shows who calls whom, and who tells whom, and how often', async () => {
    const { edges } = await map(await busy());
    expect(edges.find(({ from, to, kind }) => kind === 'call' && from === 'order' && to === 'payment')).toEqual({
      from: 'order',
      to: 'payment',
      kind: 'call',
      what: expect.arrayContaining(['POST /internal/payments/capture']) as unknown,
      perSecond: 4,
      breaker: 'open',
    });
    expect(edges.find(({ from, to, kind }) => kind === 'message' && from === 'order' && to === 'order')).toMatchObject({
      perSecond: 3,
      breaker: null,
    });
    expect(edges.some(({ what }) => what.some((route) => route.includes('failures')))).toBe(false);
  });

  it('counts a process anew that began anew, and nothing twice', async () => {
    const world = await busy();
    world.scraper.pages.set('10.0.0.2:5003', orderPage(4, 0, 2));
    await world.sampler.look();
    expect(world.sampler.seen.intervals.at(-1)?.checkouts.get('confirmed')).toBe(4);
  });
});
