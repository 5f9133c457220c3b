import { setTimeout as sleep } from 'node:timers/promises';
import { cartApi } from '@mercato/contracts/cart';
import { orderApi } from '@mercato/contracts/order';
import { productApi } from '@mercato/contracts/product';
import type { RouteContract } from '@mercato/contracts/shared';
import type { CallOptions } from './shop-client.ts';
import { placement, type Shopper } from './shopper.ts';

type Call = readonly [route: RouteContract, options: CallOptions];

/** A catalogue that has nothing to show is no answer either. */
const isEmptyList = (route: RouteContract, body: unknown): boolean =>
  route === productApi.listProducts && (body as { items?: readonly unknown[] }).items?.length === 0;

/** One shopper's round: mostly looking, some cart, a checkout. */
const round = (productId: string): readonly Call[] => [
  [productApi.listProducts, { query: { limit: '10' } }],
  [productApi.getProduct, { params: { id: productId } }],
  [cartApi.putItem, { params: { productId }, body: { quantity: 2 } }],
  [cartApi.getCart, {}],
  [orderApi.placeOrder, placement({ productId })],
];

export interface SteadyLoad {
  readonly sent: number;
  /** Every request that was not answered as wished, in words. */
  readonly failures: readonly string[];
  /** Sends no more, and returns when everything is answered. */
  stop(): Promise<void>;
}

/** Sends so many requests a second whatever becomes of them, until it is told to stop. */
export const steadyLoad = (
  shoppers: readonly Shopper[],
  productIds: readonly string[],
  perSecond: number,
): SteadyLoad => {
  const failures: string[] = [];
  const running: Promise<void>[] = [];
  const stopping = new AbortController();
  const send = async (shopper: Shopper, [route, options]: Call): Promise<void> => {
    const at = new Date().toISOString().slice(11, 23);
    try {
      const { status, body } = await shopper.client.call(route, options);
      if (status >= 300 || isEmptyList(route, body))
        failures.push(`${at} ${route.id}: ${status} ${JSON.stringify(body)}`);
    } catch (error) {
      failures.push(`${at} ${route.id}: ${String(error instanceof Error ? (error.cause ?? error) : error)}`);
    }
  };
  const calls = productIds.flatMap(round);
  const loop = async (): Promise<void> => {
    for (let n = 0; !stopping.signal.aborted; n += 1) {
      const shopper = shoppers[n % shoppers.length];
      const call = calls[n % calls.length];
      if (shopper && call) running.push(send(shopper, call));
      await sleep(1000 / perSecond);
    }
  };
  const ended = loop();
  return {
    get sent() {
      return running.length;
    },
    failures,
    stop: async () => {
      stopping.abort();
      await ended;
      await Promise.all(running);
    },
  };
};
