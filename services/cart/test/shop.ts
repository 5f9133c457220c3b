import { cartApi, type Cart as CartView } from '@mercato/contracts/cart';
import { productApi } from '@mercato/contracts/product';
import type { TokenVerifier } from '@mercato/kit/auth';
import { DomainError } from '@mercato/kit/errors';
import { expect } from 'vitest';
import { createApp } from '../src/app.ts';
import { seen } from './builders.ts';
import { makeWorld } from './world.ts';

/** A token is the id of the user it stands for. */
const verifyToken: TokenVerifier = {
  verify: (token) =>
    token === 'forged'
      ? Promise.reject(new DomainError('auth.invalid', 'forged'))
      : Promise.resolve({ userId: token, role: 'user' }),
};

export interface Sent {
  readonly as?: string;
  readonly guest?: string;
  readonly cookie?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export const cartIn = (reply: { readonly status: number; readonly data: unknown }): CartView => {
  expect(reply.status).toBe(200);
  return cartApi.getCart.answers[200].parse(reply.data);
};

export const unitsOf = (cart: CartView): Record<string, number> =>
  Object.fromEntries(cart.lines.map((l) => [l.productId, l.quantity]));

const headersOf = ({ as, guest, cookie, body, headers }: Sent): Record<string, string> => ({
  'dapr-api-token': 'sidecar',
  'dapr-caller-app-id': 'gateway',
  ...headers,
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  ...(as ? { authorization: `Bearer ${as}` } : {}),
  ...(guest === undefined ? {} : { 'x-guest-token': guest }),
  ...(cookie === undefined ? {} : { cookie: `mercato_guest=${cookie}` }),
});

/** A cart service that sells kettles and mugs, and what a shopper does with it. */
export const openShop = async () => {
  const world = makeWorld();
  world.sell(seen('kettle', 2000, 5), seen('mug', 500, 100));
  const around = { logger: false, clock: world.clock, verifyToken, appApiToken: 'sidecar' } as const;
  const app = await createApp(world.deps, around);
  const call = async (line: string, sent: Sent = {}) => {
    const [method = '', url = ''] = line.split(' ');
    const payload = sent.body === undefined ? {} : { payload: JSON.stringify(sent.body) };
    const reply = await app.inject({ method: method as 'GET', url, ...payload, headers: headersOf(sent) });
    const data: unknown = reply.body === '' ? undefined : reply.json();
    const code = (data as { code?: string } | undefined)?.code;
    return { status: reply.statusCode, code, data, cookies: reply.cookies };
  };
  const put = (product: string, quantity: number, sent: Sent) =>
    call(`PUT /api/cart/items/${product}`, { ...sent, body: { quantity } });
  const fillUp = async (sent: Sent, lines: number) => {
    for (let n = 0; n < lines; n += 1) {
      world.sell(seen(`p${n}`));
      await put(`p${n}`, 1, sent);
    }
  };
  const newGuest = async (): Promise<string> => cartIn(await call('GET /api/cart')).guestToken ?? '';
  const catalogueDown = () => world.invoker.failNext(productApi.quoteProducts, 'unavailable', { times: 50 });
  return { world, call, put, fillUp, newGuest, catalogueDown, close: () => app.close() };
};
export type Shop = Awaited<ReturnType<typeof openShop>>;
