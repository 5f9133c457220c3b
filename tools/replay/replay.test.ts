import type { ArchivedEvent } from '@mercato/contracts/analytics';
import { orderApi } from '@mercato/contracts/order';
import type { RouteContract } from '@mercato/contracts/shared';
import { describe, expect, it, vi } from 'vitest';
import { type CallOptions, type Reply, ShopClient } from '../../tests/support/shop-client.ts';
import { parseArguments, usage } from './arguments.ts';
import { indexes } from './indexes.ts';
import { checkIndexes, replay } from './replay.ts';
import { summaryOf } from './summary.ts';

const at = '2026-01-01T00:00:00.000Z';
const event = (topic: string, id: string, data: object): ArchivedEvent => ({
  id,
  topic,
  subject: 'orderId' in data ? String(data.orderId) : '',
  time: at,
  version: 1,
  traceparent: null,
  data: { ...data },
});
const placed = (n: number, userId = 'ada'): ArchivedEvent => {
  const data = { orderId: `o${n}`, userId, version: 1, region: 'DE', at, items: [] };
  return event('order-placed-v1', `e${n}`, data);
};

describe('what is asked of the owner of an index', () => {
  it('is one thing for each listing, with each order once', () => {
    const parts = indexes['orders-by-user'].partsOf([placed(1), placed(2), placed(1), placed(3, 'bob')]);
    expect(parts.map(({ listing, params, body }) => ({ listing, params, body }))).toEqual([
      {
        listing: 'ada',
        params: { index: 'orders-by-user', listing: 'ada' },
        body: {
          entries: [
            { orderId: 'o1', at },
            { orderId: 'o2', at },
          ],
          whole: true,
        },
      },
      {
        listing: 'bob',
        params: { index: 'orders-by-user', listing: 'bob' },
        body: { entries: [{ orderId: 'o3', at }], whole: true },
      },
    ]);
  });

  it('is as much as its contract takes at once', () => {
    const events = Array.from({ length: 4_001 }, (_, n) => placed(n));
    const parts = indexes['orders-by-user'].partsOf(events);
    const bodies = parts.map(({ body }) => orderApi.rebuildIndex.body.parse({ ...body, repair: true }));
    expect(bodies.map(({ entries, whole }) => [entries.length, whole])).toEqual([
      [4_000, false],
      [1, false],
    ]);
    expect(JSON.stringify(bodies[0]).length).toBeLessThan(orderApi.rebuildIndex.bodyLimit);
    expect(indexes['active-parcels'].partsOf(events.slice(0, 401))).toHaveLength(3);
  });

  it('is all orders of a day', () => {
    const parts = indexes['all-orders'].partsOf([placed(1), placed(2, 'bob')]);
    expect(parts).toMatchObject([{ listing: '2026-01-01', body: { entries: [{}, {}], whole: true } }]);
  });

  it('names a notification for every event that asks for one', () => {
    expect(indexes.notifications.topics.toSorted()).toEqual([
      'order-cancelled-v1',
      'order-confirmed-v1',
      'payment-captured-v1',
      'payment-refunded-v1',
      'shipping-delivered-v1',
      'shipping-dispatched-v1',
    ]);
    const parts = indexes.notifications.partsOf([event('order-cancelled-v1', 'e1', { userId: 'ada' })]);
    expect(parts).toMatchObject([{ listing: 'ada', body: { ids: ['e1:email'] } }]);
  });
});

const missing = { what: 'missing', id: 'o1' } as const;

/** A shop with one order, whose listing is damaged for so many looks, or until it is repaired. */
const shop = (damagedLooks: number) => {
  const asked: (readonly [string, unknown])[] = [];
  let left = damagedLooks;
  const answer = (route: RouteContract, { body }: CallOptions = {}): unknown => {
    if (route.id === 'listEvents') return { items: [placed(1)], nextCursor: null };
    const { repair } = body as { repair: boolean };
    const differences = left > 0 ? [missing] : [];
    left = repair ? 0 : left - 1;
    return { entries: 1, differences, rebuilt: repair && differences.length > 0 };
  };
  const client = new ShopClient('http://shop');
  vi.spyOn(client, 'call').mockImplementation((route, options) => {
    asked.push([route.id, options?.body]);
    return Promise.resolve({ status: 200, body: answer(route, options), headers: new Headers() } as Reply<never>);
  });
  return { clientOf: () => client, asked };
};

const options = { names: ['orders-by-user'], repair: false, waitMs: 0 } as const;
const wrong = [{ index: 'orders-by-user', listing: 'ada', differences: [missing] }];

describe('a replay', () => {
  it('only compares, unless it is to repair', async () => {
    const { clientOf, asked } = shop(9);
    expect(await replay(clientOf, options)).toEqual([
      { index: 'orders-by-user', listings: 1, entries: 1, rebuilt: [], wrong },
    ]);
    expect(asked.filter(([id]) => id === 'rebuildOrderIndex')).toEqual([
      ['rebuildOrderIndex', { entries: [{ orderId: 'o1', at }], whole: true, repair: false }],
    ]);
  });

  it('repairs, and compares after it', async () => {
    const { clientOf, asked } = shop(9);
    expect(await replay(clientOf, { ...options, repair: true })).toEqual([
      { index: 'orders-by-user', listings: 1, entries: 1, rebuilt: wrong, wrong: [] },
    ]);
    expect(asked.map(([, body]) => (body as { repair?: boolean } | undefined)?.repair)).toEqual([
      undefined,
      true,
      false,
    ]);
  });

  it('waits for news that are on their way', async () => {
    const { clientOf } = shop(2);
    expect(await replay(clientOf, { ...options, waitMs: 10_000 })).toMatchObject([{ wrong: [] }]);
  });

  it('of all indexes reads each topic once, and tells what differs', async () => {
    const { clientOf, asked } = shop(1);
    expect(await checkIndexes(clientOf, { waitMs: 0 })).toEqual(wrong);
    expect(asked.filter(([id]) => id === 'listEvents')).toHaveLength(7);
  });
});

describe('the summary', () => {
  it('shows what was made again, what differs, and how much more there is', () => {
    const differences = Array.from({ length: 7 }, (_, n) => ({ what: 'missing' as const, id: `o${n}` }));
    const one = { index: 'all-orders' as const, listing: '2026-01-01-3', differences };
    expect(summaryOf([{ index: 'all-orders', listings: 16, entries: 40, rebuilt: [one], wrong: [one] }])).toEqual([
      '  all-orders made again, 2026-01-01-3: missing o0, missing o1, missing o2, missing o3, missing o4, and 2 more',
      '  all-orders differs, 2026-01-01-3: missing o0, missing o1, missing o2, missing o3, missing o4, and 2 more',
      '✗ all-orders: 16 listings, 40 entries, 1 made again, 1 differ',
    ]);
  });
});

describe('the arguments', () => {
  it('name an index, or all', () => {
    const url = 'http://127.0.0.1:5000';
    expect(parseArguments(['--index', 'all-orders'])).toEqual({
      names: ['all-orders'],
      repair: true,
      waitMs: 10_000,
      url,
    });
    expect(parseArguments(['--index', 'all', '--check', '--wait', '3', '--url', 'https://shop.example/'])).toEqual({
      names: ['orders-by-user', 'all-orders', 'notifications', 'active-parcels'],
      repair: false,
      waitMs: 3_000,
      url: 'https://shop.example',
    });
  });

  it.each([[[]], [['--index', 'nothing']], [['--index', 'all', 'more']], [['--index', 'all', '--wait', 'long']]])(
    '%j are refused with the usage',
    (args) => {
      expect(() => parseArguments(args)).toThrow(usage);
    },
  );
});
