import { apis } from '@mercato/contracts';
import { orderApi } from '@mercato/contracts/order';
import type { RouteContract, ServiceName } from '@mercato/contracts/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FrontDoor, isShopService, openFrontDoor } from '../../support/memory-shop/index.ts';
import { samples } from '../../support/samples.ts';
import type { CallOptions, Reply, ShopClient } from '../../support/shop-client.ts';
import { placement } from '../../support/shopper.ts';
import { type Belongings, type Named, type Rule, rules } from './rules.ts';
import { type Customer, newCustomer, stockTheShop } from './shoppers.ts';

interface Case {
  readonly name: string;
  readonly app: ServiceName;
  readonly route: RouteContract;
  readonly rule: Rule | undefined;
}

const cases: readonly Case[] = Object.entries(apis).flatMap(([app, api]) =>
  Object.values(api).map((route) => ({
    name: `${route.method} ${route.path}`,
    app: app as ServiceName,
    route,
    rule: rules[route.id],
  })),
);
const ruled = (...wanted: readonly Rule[]): readonly Case[] =>
  cases.filter(({ rule }) => rule !== undefined && wanted.includes(rule));
/** Deleting comes last, since nothing is left to ask for after it. */
const named = cases
  .flatMap((c) => (typeof c.rule === 'object' ? [{ ...c, rule: c.rule }] : []))
  .toSorted((a, b) => Number(a.route.method === 'DELETE') - Number(b.route.method === 'DELETE'));

let door: FrontDoor;
let ada: Customer;
let bob: Customer;
let carl: Customer;
beforeAll(async () => {
  door = await openFrontDoor();
  await stockTheShop(door);
  [ada, bob, carl] = [await newCustomer(door), await newCustomer(door), await newCustomer(door)];
}, 30_000);
afterAll(() => door.close());

const sample = (route: RouteContract): CallOptions => samples[route.id] ?? {};

const about = (route: RouteContract, { params, query }: Named, of: Belongings): CallOptions => ({
  ...sample(route),
  ...(params ? { params: params(of) } : {}),
  ...(query ? { query: query(of) } : {}),
});

/** The service itself, as somebody asks who got past the gateway. */
const behind = async ({ app, route }: Case, client: ShopClient, options: CallOptions): Promise<number> => {
  const service = await door.shop.callee(app);
  const headers = {
    ...(client.token === undefined ? {} : { authorization: `Bearer ${client.token}` }),
    ...(route.idempotency === 'required' ? { 'idempotency-key': 'behind' } : {}),
  };
  const reply = await door.shop.until(service.call(route, { ...options, headers }));
  return reply.status;
};

const tellsNothingOf = ({ belongings, email }: Customer, reply: Reply, asked: CallOptions): void => {
  const said = JSON.stringify({ ...(reply.body as object | undefined), instance: '' });
  const known = JSON.stringify(asked);
  const { userId, orderId, paymentId } = belongings;
  for (const secret of [userId, orderId, paymentId, email]) {
    if (!known.includes(secret)) expect(said).not.toContain(secret);
  }
};

it('every route is classified, and nothing that is no route', () => {
  expect(Object.keys(rules).toSorted()).toEqual(cases.map(({ route }) => route.id).toSorted());
  for (const { route, rule, name } of cases) {
    expect([name, rule === 'admin', rule === 'internal']).toEqual([
      name,
      route.audience === 'admin',
      route.audience === 'internal',
    ]);
  }
});

const refused = [401, 403, 404];
const isAdministrators = ({ rule }: (typeof named)[number]): boolean => rule.administrators !== false;

describe('what belongs to somebody', () => {
  it.each(named)('$name is nothing of another shopper’s', async (c) => {
    const asked = about(c.route, c.rule, ada.belongings);
    const before = await ada.view();
    const reply = await bob.client.call(c.route, asked);
    expect(reply.status).toBe(c.rule.stranger);
    tellsNothingOf(ada, reply, asked);
    expect(await behind(c, bob.client, asked)).toBe(c.rule.stranger);
    expect(await ada.view()).toEqual(before);
  });

  it.each(named)('$name answers a stranger alike whether it is there or not', async (c) => {
    const { orderId, paymentId } = ada.belongings;
    const nothing = { userId: 'nobody', orderId: 'nothing', paymentId: paymentId.replace(orderId, 'nothing') };
    const answer = async (of: Belongings): Promise<string> => {
      const asked = about(c.route, c.rule, of);
      const { body } = await bob.client.call(c.route, asked);
      const { instance: _instance, requestId: _requestId, ...problem } = body as Record<string, unknown>;
      // It may name what it was asked for, or what follows from that.
      return [of.paymentId, of.orderId, of.userId].reduce(
        (text, given) => text.replaceAll(given, '…'),
        JSON.stringify(problem),
      );
    };
    expect(await answer(ada.belongings)).toBe(await answer(nothing));
  });

  it.each(named)('$name is nothing of a guest’s', async (c) => {
    const asked = about(c.route, c.rule, ada.belongings);
    expect((await door.stranger.call(c.route, asked)).status).toBe(401);
    expect(await behind(c, door.stranger, asked)).toBe(401);
  });

  it.each(named)('$name is its owner’s', async (c) => {
    expect(refused).not.toContain((await ada.client.call(c.route, about(c.route, c.rule, ada.belongings))).status);
  });

  it.each(named.filter(isAdministrators))('$name is an administrator’s too', async (c) => {
    expect(refused).not.toContain((await door.admin.call(c.route, about(c.route, c.rule, carl.belongings))).status);
  });

  it.each(named.filter((c) => !isAdministrators(c)))('$name is no administrator’s', async (c) => {
    expect((await door.admin.call(c.route, about(c.route, c.rule, carl.belongings))).status).toBe(403);
  });
});

describe('what a token alone says whose it is', () => {
  it.each(ruled('own'))('$name touches only one’s own', async ({ route }) => {
    const other = await newCustomer(door);
    const before = await other.view();
    const reply = await bob.client.call(route, sample(route));
    await door.shop.settle();
    expect(await other.view()).toEqual(before);
    tellsNothingOf(other, reply, {});
  });

  it('the Idempotency-Key of another makes an order of one’s own', async () => {
    const options = placement({ productId: 'mug' }, { idempotencyKey: 'the-same-key' });
    const [bobs, carls] = [
      await bob.client.expect(orderApi.placeOrder, 202, options),
      await door.admin.expect(orderApi.placeOrder, 202, options),
    ];
    expect(bobs.id).not.toBe(carls.id);
  });
});

describe('what is for administrators', () => {
  it.each(ruled('admin'))('$name refuses shoppers and guests', async (c) => {
    const asked = sample(c.route);
    for (const [client, status] of [
      [bob.client, 403],
      [door.stranger, 401],
    ] as const) {
      expect((await client.call(c.route, asked)).status).toBe(status);
      const itself = isShopService(c.app) ? await behind(c, client, asked) : status;
      expect(itself).toBe(status);
    }
  });

  it.each(ruled('admin'))('$name lets an administrator in', async ({ route }) => {
    expect([401, 403]).not.toContain((await door.admin.call(route, sample(route))).status);
  });
});

describe('what is for services', () => {
  it.each(ruled('internal'))('$name is not there for the world, whoever asks', async ({ route }) => {
    const names = [...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name = '']) => name);
    const params: Record<string, string> = Object.fromEntries(names.map((name) => [name, 'x']));
    for (const client of [bob.client, door.admin, door.stranger]) {
      expect((await client.call(route, { params, body: {} })).status).toBe(404);
    }
  });
});
