import { cancelOrder } from '@mercato/contracts/order';
import { productApi } from '@mercato/contracts/product';
import { DomainError } from '@mercato/kit/errors';
import { describe, expect, it } from 'vitest';
import { cancelOrder as requestCancellation } from '../src/use-cases/cancel-order.ts';
import { imbalances, makeWorld } from './world.ts';

describe('a cancellation', () => {
  it('asked for again while it is carried out goes on where it is', async () => {
    const w = makeWorld();
    await w.buy();
    const call = w.invoker.call.bind(w.invoker);
    let asked = false;
    w.invoker.call = async (app, contract, input) => {
      const answer = await call(app, contract, input);
      if (contract.id === 'releaseStock' && !asked) {
        asked = true;
        await w.publisher.publish(w.cancelCommand('cancel-2'));
        await w.broker.deliver(w.cancelCommand('cancel-2'));
      }
      return answer;
    };
    const before = w.calls().length;
    await w.broker.deliver(w.cancelCommand('cancel-1'));
    await w.broker.settle();
    expect(w.calls().slice(before)).toEqual(['cancelShipment', 'refundCaptured', 'releaseStock']);
    expect(w.order().results.map(({ commandId, code }) => [commandId, code])).toEqual([
      ['cancel-1', null],
      ['cancel-2', null],
    ]);
    expect(imbalances(w)).toEqual([]);
  });

  it('whose return of units is refused has it asked again: there is no way back', async () => {
    const w = makeWorld();
    await w.buy();
    w.invoker.failNext(productApi.release, new DomainError('reservation.closed', 'no such reservation'));
    await w.publisher.publish(w.cancelCommand());
    await w.broker.settle();
    expect(w.order()).toMatchObject({ status: 'cancelled', cancel: { direction: 'forward', end: 'done' } });
    expect(imbalances(w)).toEqual([]);
  });

  it('asked for twice under one key is one command, whatever became of the first answer', async () => {
    const w = makeWorld();
    await w.buy();
    const caller = { userId: 'ada', role: 'user' } as const;
    for (const key of ['once', 'once', 'another']) {
      await requestCancellation(w.deps, { orderId: 'order-1', caller, key, waitMs: 0 });
    }
    const ids = w.publisher.of(cancelOrder).map(({ commandId }) => commandId);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(2);
  });
});

it('a refund redriven when the order has forgotten its command changes nothing', async () => {
  const w = makeWorld();
  await w.buy();
  await w.broker.deliver(w.refundCommand('r1', 999));
  for (let i = 0; i < 40; i += 1) await w.broker.deliver(w.refundCommand(`too-much-${i}`, 9_999));
  const { writes } = w.store;
  await w.broker.deliver(w.refundCommand('r1', 999));
  expect(w.store.writes).toBe(writes);
  expect(w.payment.statement).toEqual(['-2999', '+999']);
  expect(imbalances(w)).toEqual([]);
});
