import { randomUUID } from 'node:crypto';
import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { productApi } from '@mercato/contracts/product';
import type { RouteContract } from '@mercato/contracts/shared';
import { shippingApi } from '@mercato/contracts/shipping';
import { type Daprd, type Shop, startDaprd } from '@mercato/testkit/process';
import { address, cards, placement, untilOrder } from '../../tests/support/shopper.ts';
import { type Market, pick } from '../checkout/market.ts';
import { eventsOn } from '../saga/stock-components.ts';

export const arms = ['accept', 'publish', 'saga', 'steps'] as const;
export type ArmName = (typeof arms)[number];

/** Milliseconds of the n-th time. */
export type Times = Readonly<Record<ArmName, (n: number) => Promise<number>>>;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

const wallet = { number: cards.success, expMonth: 12, expYear: 2035, cvc: '123' };

/** Orders put to the order service itself, past the gateway and both sidecars, paid by a token. */
const ordering = (shop: Shop, { shoppers, products }: Market) => {
  const prepare = async (n: number) => {
    const shopper = pick(shoppers, n);
    const { token } = await shopper.client.expect(paymentApi.tokenizeCard, 201, { body: wallet });
    const client = shopper.client.at(shop.app('order').url, shop.asGateway);
    return { shopper, client, purchase: { productId: pick(products, n * 7), token } };
  };
  return {
    accept: async (n: number): Promise<number> => {
      const { shopper, client, purchase } = await prepare(n);
      let id = '';
      const ms = await timed(async () => {
        ({ id } = await client.expect(orderApi.placeOrder, 202, placement(purchase)));
      });
      // The next one is not to wait for this one's saga.
      await untilOrder(shopper, id, ({ status }) => status !== 'pending');
      return ms;
    },
    saga: async (n: number): Promise<number> => {
      const { client, purchase } = await prepare(n);
      return timed(() => client.expect(orderApi.placeOrder, 201, placement(purchase, { wait: 25 })));
    },
  };
};

/** The five steps of a checkout one after the other, each as the order service asks it of its sidecar. */
const stepping = (shop: Shop, { shoppers, products }: Market) => {
  const { sidecar } = shop.app('order');
  const invoke = async (service: string, { path }: RouteContract, body: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', 'dapr-api-token': shop.secrets['dapr-api-token'] };
    const url = `${sidecar.url}/v1.0/invoke/${service}/method${path}`;
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = (await response.json()) as { readonly verdict?: string };
    if (answer.verdict !== 'ok') throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  return async (n: number): Promise<number> => {
    const [shopper, orderId] = [pick(shoppers, n), `o-${randomUUID()}`];
    const { token } = await shopper.client.expect(paymentApi.tokenizeCard, 201, { body: wallet });
    const { id: userId } = shopper;
    const [authorizeKey, line] = [`${orderId}:authorize-payment`, `${orderId}:reserve-stock:0`];
    const productId = pick(products, n * 7);
    const amount = { amount: 1999, currency: 'EUR' };
    return timed(async () => {
      await invoke('product', productApi.reserve, { orderId, lines: [{ key: line, productId, quantity: 1 }] });
      await invoke('payment', paymentApi.authorize, { key: authorizeKey, orderId, userId, amount, token });
      await invoke('shipping', shippingApi.book, {
        key: `${orderId}:book-shipment`,
        orderId,
        userId,
        address,
        units: 1,
      });
      await invoke('payment', paymentApi.capture, { key: `${orderId}:capture-payment`, orderId, authorizeKey });
      await invoke('product', productApi.commit, { orderId, lines: [{ key: line, productId }] });
    });
  };
};

/** One publish through a sidecar of its own, to a topic that nobody has subscribed to. */
const publishing = ({ url }: Daprd) => {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ text: 'x'.repeat(600) });
  return (): Promise<number> =>
    timed(async () => {
      const { ok, status } = await fetch(`${url}/v1.0/publish/events/nobody-listens`, {
        method: 'POST',
        headers,
        body,
      });
      if (!ok) throw new Error(`publish: ${status}`);
    });
};

export const startPublisher = (shop: Shop): Promise<Daprd> =>
  startDaprd({
    appId: 'publisher',
    resources: [eventsOn(shop.localAws.endpoints.snssqs)],
    env: { AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1' },
  });

export const timesOf = (shop: Shop, market: Market, publisher: Daprd): Times => ({
  ...ordering(shop, market),
  steps: stepping(shop, market),
  publish: publishing(publisher),
});
