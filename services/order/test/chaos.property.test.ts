import { paymentApi } from '@mercato/contracts/payment';
import { productApi } from '@mercato/contracts/product';
import { shippingApi } from '@mercato/contracts/shipping';
import { DomainError } from '@mercato/kit/errors';
import type { Outgoing } from '@mercato/kit/messaging';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { acceptance, imbalances, makeWorld, type World } from './world.ts';

const routes = [
  productApi.reserve,
  productApi.commit,
  productApi.release,
  paymentApi.authorize,
  paymentApi.capture,
  paymentApi.void,
  paymentApi.refund,
  shippingApi.book,
  shippingApi.cancel,
  shippingApi.dispatch,
] as const;

const callFault = fc.record({
  kind: fc.constant('call' as const),
  route: fc.constantFrom(...routes),
  fault: fc.constantFrom('lostAnswer' as const, 'notDone' as const, 'unavailable' as const, 'declined' as const),
  times: fc.integer({ min: 1, max: 3 }),
});
const writeFault = fc.record({
  kind: fc.constant('write' as const),
  operation: fc.constantFrom('get' as const, 'create' as const, 'replace' as const),
  fault: fc.constantFrom('lostAnswer' as const, 'notDone' as const, 'unavailable' as const),
});
const publishFault = fc.record({
  kind: fc.constant('publish' as const),
  topic: fc.constantFrom('order-placed-v1', 'order-confirmed-v1', 'order-cancelled-v1'),
  fault: fc.constantFrom('lostAnswer' as const, 'unavailable' as const),
});
const crash = fc.record({
  kind: fc.constant('crash' as const),
  point: fc.constantFrom('before-intent', 'after-intent', 'after-effect'),
  label: fc.constantFrom(
    'reserve-stock',
    'authorize-payment',
    'capture-payment',
    'confirm-order',
    'undo:authorize-payment',
    'cancel-shipment',
    'refund-payment',
    'return-stock',
  ),
});
const mishap = fc.oneof(callFault, writeFault, publishFault, crash);
type Mishap = typeof mishap extends fc.Arbitrary<infer M> ? M : never;

const bringAbout = (w: World, m: Mishap): void => {
  if (m.kind === 'crash') w.crash(`${m.point}:${m.label}`);
  else if (m.kind === 'publish') w.publisher.failNext(m.fault, { subject: m.topic });
  else if (m.kind === 'write') w.store.failNext(m.operation, m.fault, { subject: 'order:order-1' });
  else {
    const declined = new DomainError('payment.declined', 'no');
    // Only what may be refused is: an undo or a commit that is refused needs a person, which other tests look at.
    const may = ['reserveStock', 'authorizePayment', 'bookShipment', 'captureAuthorized'].includes(m.route.id);
    const fault = m.fault === 'declined' ? (may ? declined : 'unavailable') : m.fault;
    w.invoker.failNext(m.route, fault, { times: m.times });
  }
};

const commands: Readonly<Record<string, (w: World) => Outgoing>> = {
  checkout: (w) => w.checkoutCommand(),
  cancel: (w) => w.cancelCommand(),
  refund: (w) => w.refundCommand('r1', 1_000),
  refundAll: (w) => w.refundCommand('r2'),
  ship: (w) => w.statusCommand('shipped'),
};

it('whatever fails, comes twice or comes in another order: nothing is lost, held or charged twice', async () => {
  const story = fc.record({
    mishaps: fc.array(mishap, { maxLength: 5 }),
    order: fc.array(fc.constantFrom(...Object.keys(commands)), { minLength: 1, maxLength: 6 }),
  });
  await fc.assert(
    fc.asyncProperty(story, async ({ mishaps, order }) => {
      const w = makeWorld({ parkAfter: { tries: 1_000, ms: 0 } });
      await w.deps.acceptances.keep(acceptance());
      for (const m of mishaps) bringAbout(w, m);
      await w.publisher.publish(w.checkoutCommand());
      for (const name of order) await w.publisher.publish(commands[name]?.(w) ?? w.checkoutCommand());
      await w.broker.settle(200);
      const state = w.order();
      expect(imbalances(w)).toEqual([]);
      expect(['processing', 'shipped', 'cancelled']).toContain(state.status);
      expect([state.checkout.end, state.cancel?.end ?? 'done']).not.toContain(undefined);
      expect(state.cancelRequests).toEqual([]);
      expect(state.payment.refunds.filter((refund) => refund.status === 'asked')).toEqual([]);
      const ids = (topic: string) => new Set(w.publisher.published.filter((m) => m.topic === topic).map((m) => m.id));
      expect(ids('order-placed-v1').size).toBe(1);
      expect(ids('order-cancelled-v1').size).toBe(state.status === 'cancelled' ? 1 : 0);
    }),
    { numRuns: 150 },
  );
}, 60_000);
