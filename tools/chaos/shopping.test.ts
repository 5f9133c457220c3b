import { expect, it, vi } from 'vitest';
import type { CallOptions, Reply } from '../../tests/support/shop-client.ts';
import { Random } from '../seed/random.ts';
import { Ledger } from './ledger.ts';
import { type Market, visit } from './shopping.ts';

// A timer may be a millisecond early by the clock that the ledger reads: here none is.
vi.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number): Promise<void> => {
    for (const end = Date.now() + ms; Date.now() < end;) await new Promise((resolve) => void setTimeout(resolve, 1));
  },
}));

type Call = (id: string, options: CallOptions) => number;

/** A shop that answers as told; what throws is a lost answer. */
const marketOf = (answer: Call): Market => {
  const call = async (route: { readonly id: string }, options: CallOptions = {}): Promise<Reply<never>> => {
    await Promise.resolve();
    return { status: answer(route.id, options), body: { id: 'o1' } as never, headers: new Headers() };
  };
  const visitor = (userId: string) => ({ userId, client: { call } });
  return {
    ledger: new Ledger(),
    random: new Random(4),
    admin: visitor('admin'),
    shoppers: [visitor('u1'), visitor('u2')],
    hot: ['p1'],
    others: ['p2', 'p3', 'p4'],
    patienceMs: 1_000,
    placed: [],
  };
};

const visits = async (market: Market, count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) await visit(market);
};

it('visitors do all that one does in a shop, mostly order', async () => {
  const market = marketOf((id) => (id === 'placeOrder' ? 202 : 200));
  await visits(market, 400);
  const { attempts, offers } = market.ledger;
  const kinds = Map.groupBy(attempts, ({ kind }) => kind);
  expect([...kinds.keys()].toSorted()).toEqual(
    'cancelOrder changeStock getCart getOrder getProduct listOrders listProducts placeOrder putCartItem refundPayment'.split(
      ' ',
    ),
  );
  expect(kinds.get('placeOrder')?.length).toBeGreaterThan(160);
  expect(offers.length).toBe(kinds.get('placeOrder')?.length);
  expect(market.placed.length).toBe(offers.length);
});

const untilOrdered = async (market: Market): Promise<void> => {
  while (!market.ledger.attempts.some(({ kind }) => kind === 'placeOrder')) await visit(market);
};

it('an order without an answer is placed again under its key, and counts from its first attempt', async () => {
  const keys: (string | undefined)[] = [];
  const market = marketOf((id, { idempotencyKey }) => {
    if (id !== 'placeOrder') return 200;
    keys.push(idempotencyKey);
    if (keys.length === 1) throw new TypeError('fetch failed');
    return keys.length === 2 ? 503 : 202;
  });
  await untilOrdered(market);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  const attempts = market.ledger.attempts.filter(({ kind }) => kind === 'placeOrder');
  expect(attempts.map(({ status }) => status)).toEqual(['lost', 503, 202]);
  const [offer] = market.ledger.offers;
  expect(offer).toMatchObject({ accepted: true, at: attempts[0]?.at });
  expect((offer?.endedAt ?? 0) - (offer?.at ?? 0)).toBeGreaterThanOrEqual(600);
});

it.each([
  ['refused was none', 409, []],
  ['never answered was given up', 503, [false]],
])('an order that is %s', async (_, status, offered) => {
  const market = marketOf((id) => (id === 'placeOrder' ? status : 200));
  await untilOrdered(market);
  expect(market.ledger.offers.map(({ accepted }) => accepted)).toEqual(offered);
  expect(market.placed).toEqual([]);
});
