import { paymentApi } from '@mercato/contracts/payment';
import { productApi } from '@mercato/contracts/product';
import { expect, it } from 'vitest';
import { ask, build, place, url } from './api-world.ts';

it('shows an order that needs a person', async () => {
  const t = await build();
  t.invoker.failNext(productApi.commit, 'unavailable', { times: 3 });
  await place(t, {}, { prefer: 'wait=10' });
  await t.settle();
  expect((await ask(t, url)).json()).toMatchObject({
    status: 'pending',
    needsAttention: { reason: expect.any(String) as string },
  });
});

it('hands messages to their handlers and answers Dapr', async () => {
  const t = await build();
  const { data, ...event } = t.checkoutCommand();
  const deliver = () =>
    t.app.inject({
      method: 'POST',
      url: `/subscriptions/${event.topic}`,
      headers: { 'content-type': 'application/cloudevents+json' },
      payload: { id: event.id, source: 'order', specversion: '1.0', type: event.topic, time: event.time, data },
    });
  t.invoker.failNext(paymentApi.authorize, 'unavailable');
  expect((await deliver()).json()).toEqual({ status: 'RETRY' });
  t.clock.advance(10_000);
  expect((await deliver()).json()).toEqual({ status: 'SUCCESS' });
  expect(t.order().status).toBe('processing');
});
