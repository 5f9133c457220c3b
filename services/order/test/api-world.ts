import { StateIdempotency } from '@mercato/kit/idempotency';
import type { App } from '@mercato/kit/service';
import { afterEach } from 'vitest';
import { createApp } from '../src/app.ts';
import { orderIdOf } from '../src/domain/acceptance.ts';
import { address, makeWorld } from './world.ts';

const open: App[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

/** The app over a world whose broker delivers by itself, unless the queue is held. */
export const build = async () => {
  const w = makeWorld();
  const held = { queue: false };
  const publish = w.publisher.publish.bind(w.publisher);
  w.publisher.publish = async (message) => {
    await publish(message);
    if (!held.queue && message.kind === 'command') void settle();
  };
  let running: Promise<void> = Promise.resolve();
  const settle = () => (running = running.then(() => w.broker.settle()));
  const verify = (token: string) => {
    const [userId = '', role] = token.split('.');
    return Promise.resolve({ userId, role: role === 'admin' ? ('admin' as const) : ('user' as const) });
  };
  const app = await createApp(w.deps, {
    logger: false,
    clock: w.clock,
    verifyToken: { verify },
    idempotency: new StateIdempotency(w.store, w.clock),
  });
  open.push(app);
  return { ...w, w, app, held, settle };
};
export type Built = Awaited<ReturnType<typeof build>>;

export const body = (over: object = {}) => ({
  lines: [{ productId: 'mug', quantity: 2 }],
  shippingAddress: address,
  payment: { token: 'tok_success_visa_4242_1' },
  ...over,
});
export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly as?: string;
  readonly key?: string;
  readonly prefer?: string;
  readonly payload?: object;
  readonly lastEventId?: string;
}
export const ask = (
  t: Built,
  url: string,
  { method = 'GET', as = 'ada', key, prefer, payload, lastEventId }: Ask = {},
) =>
  t.app.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${as}`,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(prefer === undefined ? {} : { prefer }),
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    ...(payload ? { payload } : {}),
  });
export const place = (t: Built, over: object = {}, more: Ask = {}) =>
  ask(t, '/api/orders', { method: 'POST', key: 'key-1', payload: body(over), ...more });
export const bought = async (): Promise<Built> => {
  const t = await build();
  await place(t, {}, { prefer: 'wait=10' });
  await t.settle();
  return t;
};
export const id = orderIdOf('ada', 'key-1');
export const url = `/api/orders/${id}`;
