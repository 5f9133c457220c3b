import { apis } from '@mercato/contracts';
import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { shippingApi } from '@mercato/contracts/shipping';
import { type Problem, problem, type RouteContract } from '@mercato/contracts/shared';
import { userApi } from '@mercato/contracts/user';
import { describe, expect, it } from 'vitest';
import { hostileIds, hostileQueries, refusedBodies } from '../../support/hostile.ts';
import { samples } from '../../support/samples.ts';
import type { CallOptions, Reply } from '../../support/shop-client.ts';
import { newProduct, newShopper, placement } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

const routes = Object.values(apis)
  .flatMap((api) => Object.values(api))
  .filter((route) => route.audience !== 'internal');

/** A refusal: 4xx, a problem with a stable code, nothing of our insides. */
const refusal = (reply: Reply, what: string): Problem => {
  expect(reply.status, what).toBeGreaterThanOrEqual(400);
  expect(reply.status, what).toBeLessThan(500);
  const body = problem.parse(reply.body);
  expect(JSON.stringify(reply.body), what).not.toMatch(/node_modules|at .*\.ts:\d+/);
  return body;
};

const inBatches = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
  for (let i = 0; i < items.length; i += 8) await Promise.all(items.slice(i, i + 8).map(work));
};

interface Cell {
  readonly route: RouteContract;
  readonly sample: CallOptions;
  readonly world: GetWorld;
}

const bodiesOf = ({ route, sample, world }: Cell): void => {
  it('refuses every body that its contract refuses, naming the field', async () => {
    const bodies = refusedBodies(route, sample.body);
    expect(bodies.length).toBeGreaterThan(0);
    await inBatches(bodies, async (mutant) => {
      const reply = await world().admin.call(route, { ...sample, body: mutant.value });
      const told = refusal(reply, mutant.name);
      expect(told.code, mutant.name).toMatch(/^request\.(invalid|malformed|too_large)$/);
      expect(told.code !== 'request.invalid' || Boolean(told.errors?.length), mutant.name).toBe(true);
    });
  });

  it('refuses bodies that are no JSON, of another type, or too large', async () => {
    const { admin } = world();
    const path = route.path.replace(/:[A-Za-z]+/g, 'x1');
    const send = async (type: string, body: string): Promise<number> => {
      const headers = { authorization: `Bearer ${admin.token ?? ''}`, 'content-type': type, 'idempotency-key': 'k' };
      const response = await fetch(`${admin.baseUrl}${path}`, { method: route.method, headers, body });
      await response.arrayBuffer();
      return response.status;
    };
    expect(await send('application/json', '{"a":')).toBe(400);
    expect(await send('application/json', '{"__proto__":{"x":1}}')).toBe(400);
    expect(await send('text/plain', 'hello')).toBe(415);
    expect(await send('application/json', JSON.stringify({ a: 'x'.repeat(1_000_000) }))).toBe(413);
  });
};

const idsOf = ({ route, sample, world }: Cell): void => {
  it('refuses ids that are none', async () => {
    const names = Object.keys(route.params?.shape ?? {});
    await inBatches(hostileIds, async (bad) => {
      const params = Object.fromEntries(names.map((name) => [name, bad]));
      refusal(await world().admin.call(route, { ...sample, params }), bad);
    });
  });
};

const queriesOf = ({ route, sample, world }: Cell): void => {
  it('refuses queries that its contract refuses', async () => {
    await inBatches(hostileQueries, async (query) => {
      refusal(await world().admin.call(route, { ...sample, query }), JSON.stringify(query));
    });
  });
};

const askersOf = ({ route, sample, world }: Cell): void => {
  it('wants to know who is asking', async () => {
    expect(refusal(await world().client.call(route, sample), 'nobody').status).toBe(401);
    expect(refusal(await world().client.as('not.a.token').call(route, sample), 'a forged token').status).toBe(401);
  });
};

const adminsOf = ({ route, sample, world }: Cell): void => {
  it('is for administrators', async () => {
    const shopper = await newShopper(world().client);
    expect(refusal(await shopper.client.call(route, sample), 'a shopper').code).toBe('auth.forbidden');
  });
};

/** What has no body, no parameter or no query is declared nowhere, rather than skipped. */
const casesOf = ({ body, params, query, audience }: RouteContract): readonly ((cell: Cell) => void)[] => [
  ...(body ? [bodiesOf] : []),
  ...(params ? [idsOf] : []),
  ...(query ? [queriesOf] : []),
  ...(audience === 'user' || audience === 'admin' ? [askersOf] : []),
  ...(audience === 'admin' ? [adminsOf] : []),
];

export const hostile = (world: GetWorld): void => {
  it('every public route has a sample, and every sample a route', () => {
    expect(Object.keys(samples).toSorted()).toEqual(routes.map((r) => r.id).toSorted());
  });

  const cases = routes.map((route) => [route.id, route, casesOf(route)] as const).filter(([, , all]) => all.length > 0);
  describe.each(cases)('%s', (id, route: RouteContract, all) => {
    for (const declare of all) declare({ route, sample: samples[id] ?? {}, world });
  });

  it("nobody reads or changes what is somebody else's", async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 1 });
    const [owner, other] = await Promise.all([newShopper(client), newShopper(client)]);
    const { id } = await owner.client.expect(orderApi.placeOrder, 201, { ...placement({ productId }), wait: 20 });
    const attempts: readonly (readonly [RouteContract, CallOptions, number])[] = [
      [orderApi.getOrder, { params: { id } }, 404],
      [orderApi.getTimeline, { params: { id } }, 404],
      [orderApi.streamOrder, { params: { id } }, 404],
      [orderApi.cancelOrder, { params: { id } }, 404],
      [orderApi.listOrders, { params: { userId: owner.id } }, 403],
      [paymentApi.getOrderPayment, { params: { orderId: id } }, 404],
      [shippingApi.getShipment, { params: { orderId: id } }, 404],
      [userApi.getUser, { params: { id: owner.id } }, 403],
      [userApi.updateUser, { params: { id: owner.id }, body: { fullName: 'Eve' } }, 403],
      [userApi.deleteUser, { params: { id: owner.id } }, 403],
    ];
    for (const [route, options, status] of attempts) {
      expect(refusal(await other.client.call(route, options), route.id).status, route.id).toBe(status);
    }
  });

  it('unknown places and methods are told apart', async () => {
    const { client } = world();
    const status = async (method: string, path: string): Promise<number> =>
      (await fetch(`${client.baseUrl}${path}`, { method })).status;
    expect(await status('GET', '/api/nothing')).toBe(404);
    expect(await status('GET', '/internal/reservations/reserve')).toBe(404);
    expect(await status('POST', '/subscriptions/order-checkout-v1')).toBe(404);
    expect(await status('PATCH', '/api/products')).toBe(405);
  });
};
