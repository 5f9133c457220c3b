import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { cartApi } from '@mercato/contracts/cart';
import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { productApi } from '@mercato/contracts/product';
import type { Accepted, RouteContract } from '@mercato/contracts/shared';
import type { CallOptions, Reply, ShopClient } from '../../tests/support/shop-client.ts';
import { address, card } from '../../tests/support/shopper.ts';
import type { Random } from '../seed/random.ts';
import { isFailure, type Ledger } from './ledger.ts';

/** Somebody with an account. */
export interface Visitor {
  readonly userId: string;
  readonly client: Pick<ShopClient, 'call'>;
}

/** The shoppers, what they can buy, and what they have bought. */
export interface Market {
  readonly ledger: Ledger;
  readonly random: Random;
  readonly admin: Pick<Visitor, 'client'>;
  readonly shoppers: readonly Visitor[];
  /** Everybody wants these few. */
  readonly hot: readonly string[];
  readonly others: readonly string[];
  /** How long anybody goes on trying. */
  readonly patienceMs: number;
  readonly placed: { readonly id: string; readonly by: Visitor }[];
}

const [firstPauseMs, longestPauseMs] = [200, 3_000];

/** A request of somebody who means it: without an answer it is made again, under the same key. */
const insist = async (
  { ledger, patienceMs }: Market,
  by: Pick<Visitor, 'client'>,
  route: RouteContract,
  options: CallOptions = {},
): Promise<Reply | undefined> => {
  const key = route.idempotency === undefined ? {} : { idempotencyKey: randomUUID() };
  const end = ledger.now() + patienceMs;
  for (let pause = firstPauseMs; ledger.now() < end; pause = Math.min(2 * pause, longestPauseMs)) {
    const at = ledger.now();
    const reply = await by.client.call(route, { ...options, ...key }).catch(() => undefined);
    const status = reply?.status ?? 'lost';
    const mistake = status === 500 ? { mistake: JSON.stringify(reply?.body) } : {};
    ledger.attempts.push({ kind: route.id, at, ms: ledger.now() - at, status, ...mistake });
    if (!isFailure(status)) return reply;
    await sleep(pause);
  }
  return undefined;
};

/** Mostly good cards; the others are refused, late, or lose the provider's answer. */
const cards: readonly (readonly [number: string, weight: number])[] = [
  ['4242424242424242', 80],
  ['4000000000000002', 6],
  ['4000000000009995', 4],
  ['4000000000007015', 4],
  ['4000000000007023', 2],
  ['4000000000007049', 2],
  ['4000000000007056', 2],
];

const weighted = <T>(random: Random, from: readonly (readonly [T, number])[]): T => {
  let left = random.next() * from.reduce((sum, [, weight]) => sum + weight, 0);
  const found = from.find(([, weight]) => (left -= weight) < 0) ?? from[0];
  if (!found) throw new Error('There is nothing to choose from');
  return found[0];
};

const anyProduct = ({ random, hot, others }: Market): string => random.pick(random.chance(0.4) ? hot : others);

const someLines = (market: Market): readonly object[] => {
  const { random } = market;
  const ids = new Set(Array.from({ length: random.between(1, 3) }, () => anyProduct(market)));
  return [...ids].map((productId) => ({ productId, quantity: random.between(1, 3) }));
};

/** Without lines it is the cart that is ordered. */
const order = async (market: Market, by: Visitor, lines?: readonly object[]): Promise<void> => {
  const { ledger, random, placed } = market;
  const payment = card(weighted(random, cards));
  const at = ledger.now();
  const reply = await insist(market, by, orderApi.placeOrder, {
    body: { shippingAddress: address, payment, ...(lines && { lines }) },
  });
  const accepted = reply?.status === 202;
  // A refusal (an empty cart) was no order.
  if (accepted || !reply) ledger.offers.push({ at, endedAt: ledger.now(), accepted });
  if (accepted) placed.push({ id: (reply.body as Accepted).id, by });
};

const recent = ({ placed, random }: Market): Market['placed'][number] | undefined =>
  placed.length === 0 ? undefined : random.pick(placed.slice(-40));

const browse = async (market: Market): Promise<void> => {
  const { random, shoppers } = market;
  const by = random.pick(shoppers);
  if (random.chance(0.5)) await insist(market, by, productApi.listProducts, { query: { limit: '20' } });
  else await insist(market, by, productApi.getProduct, { params: { id: anyProduct(market) } });
};

const fillCart = async (market: Market): Promise<void> => {
  const { random, shoppers } = market;
  const by = random.pick(shoppers);
  const [params, body] = [{ productId: anyProduct(market) }, { quantity: random.between(1, 3) }];
  const [looks, orders] = [random.chance(0.3), random.chance(0.4)];
  await insist(market, by, cartApi.putItem, { params, body });
  if (looks) await insist(market, by, cartApi.getCart);
  if (orders) await order(market, by);
};

const look = async (market: Market): Promise<void> => {
  const bought = recent(market);
  if (!bought) return;
  const { id, by } = bought;
  if (market.random.chance(0.7)) await insist(market, by, orderApi.getOrder, { params: { id } });
  else await insist(market, by, orderApi.listOrders, { params: { userId: by.userId } });
};

const cancel = async (market: Market): Promise<void> => {
  const bought = recent(market);
  if (bought) await insist(market, bought.by, orderApi.cancelOrder, { params: { id: bought.id } });
};

const refund = async (market: Market): Promise<void> => {
  const bought = recent(market);
  const amount = market.random.chance(0.5) ? { amount: { amount: 100, currency: 'EUR' } } : {};
  const body = { ...amount, orderId: bought?.id, reason: 'chaos' };
  if (bought) await insist(market, market.admin, paymentApi.refundPayment, { body });
};

const restock = async (market: Market): Promise<void> => {
  const body = { delta: market.random.between(-1, 8) };
  await insist(market, market.admin, productApi.changeStock, { params: { id: anyProduct(market) }, body });
};

const mix: readonly (readonly [(market: Market) => Promise<void>, number])[] = [
  [(market) => order(market, market.random.pick(market.shoppers), someLines(market)), 46],
  [browse, 18],
  [fillCart, 12],
  [look, 8],
  [cancel, 6],
  [refund, 5],
  [restock, 5],
];

/** What the next visitor does. */
export const visit = (market: Market): Promise<void> => weighted(market.random, mix)(market);
