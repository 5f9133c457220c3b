import { paymentApi } from '@mercato/contracts/payment';
import { DomainError } from '@mercato/kit/errors';
import { createService, verdict } from '@mercato/kit/service';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Sidecar } from '../../support/dapr-world.ts';
import { sharedWorld } from '../../support/policies.ts';

const { world, config } = sharedWorld();
const many = 20;
const bad = 'tok_declined_visa_0002_1';

/** Answers as the payment service does: what is refused is thrown, and told as a verdict. */
const bank = () =>
  createService({
    name: 'payment',
    api: { authorize: paymentApi.authorize },
    handlers: {
      authorize: ({ body: { orderId, amount, token } }) =>
        verdict(async () => {
          if (token === bad) throw new DomainError('payment.declined', 'The bank said no');
          return { paymentId: `pay-${orderId}`, amount };
        }),
    },
    logger: false,
  });

let order: Sidecar;
let naive: Sidecar;
beforeAll(async () => {
  [order, naive] = await Promise.all([
    world().sidecar({ appId: 'order', files: ['resiliency.yaml'], config }),
    world().sidecar({ appId: 'product', files: [], config }),
    world().app({ appId: 'payment', files: [], config }, bank),
  ]);
});

const authorize = (n: number, token: string) => {
  const orderId = `order-${n}`;
  const amount = { amount: 1_000, currency: 'EUR' as const };
  const body = { key: `${orderId}:authorize-payment`, orderId, userId: 'usr-1', amount, token };
  return order.platform.invoker.call('payment', paymentApi.authorize, { body });
};

describe(`${many} declined cards in a row`, () => {
  it('are answers, not failures: the breaker stays closed, and the next shopper pays', async () => {
    for (let n = 0; n < many; n += 1) {
      expect(await authorize(n, bad)).toMatchObject({ verdict: 'refused', code: 'payment.declined' });
    }
    expect(await authorize(many, 'tok_success_visa_4242_1')).toMatchObject({ verdict: 'ok' });
  });

  it('would close the shop for all if a refusal were an error status', async () => {
    naive.app.answer = () => ({ status: 402, body: { code: 'payment.declined' } });
    const call = async (): Promise<number> =>
      (await fetch(`${order.daprd.url}/v1.0/invoke/product/method/authorize`, { method: 'POST' })).status;
    for (let n = 0; n < many; n += 1) expect(await call()).toBe(402);
    naive.app.answer = () => ({ status: 200 });
    expect(await call()).toBe(500);
    expect(naive.app.seen).toHaveLength(many);
  });
});
