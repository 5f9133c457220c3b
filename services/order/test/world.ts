import type { OrderStatus } from '@mercato/contracts/order';
import type { Envelope } from '@mercato/kit/aggregate';
import type { FaultPoint } from '@mercato/kit/saga';
import { News } from '@mercato/kit/service';
import { silentLogger, type Logger } from '@mercato/kit/telemetry';
import { FakeClock, MemoryInvoker, MemoryPublisher, MemoryStateStore, SequentialIds } from '@mercato/testkit';
import { invokedServices } from '../src/adapters/invoked.ts';
import { storedOrders } from '../src/adapters/stored.ts';
import { orderSubscriptions } from '../src/app.ts';
import type { Acceptance } from '../src/domain/acceptance.ts';
import type { CheckoutOutcome } from '../src/domain/checkout-outcome.ts';
import type { OrderState } from '../src/domain/order.ts';
import { cancellationRunner, checkoutRunner } from '../src/saga/runners.ts';
import { countParked } from '../src/use-cases/count-parked.ts';
import type { OrderDeps } from '../src/use-cases/deps.ts';
import { Broker } from './fakes/broker.ts';
import { FakePayment } from './fakes/fake-payment.ts';
import { FakeShipping } from './fakes/fake-shipping.ts';
import { FakeStock } from './fakes/fake-stock.ts';
import { cartApi } from '@mercato/contracts/cart';
import { cancelOrder, checkoutOrder, refundOrder, setOrderStatus } from '@mercato/contracts/order';
import { outgoing } from '@mercato/kit/messaging';

export const address = { name: 'Ada', street: 'Main 1', city: 'Bern', postalCode: '3000', country: 'CH' };
export const acceptance = (over: Partial<Acceptance> = {}): Acceptance => ({
  orderId: 'order-1',
  userId: 'ada',
  requestHash: 'hash-1',
  lines: [
    { productId: 'mug', quantity: 2 },
    { productId: 'tea', quantity: 1 },
  ],
  shippingAddress: address,
  paymentToken: 'tok_success_visa_4242_1',
  acceptedAt: '2026-01-01T00:00:00.000Z',
  ...over,
});

export class Crash extends Error {}

export interface WorldOptions {
  readonly parkAfter?: { readonly tries: number; readonly ms: number };
}

/** The order service among honest fakes of its neighbours, with a broker that redelivers. */
export const makeWorld = ({ parkAfter = { tries: 3, ms: 0 } }: WorldOptions = {}) => {
  const [store, publisher, invoker, clock] = [
    new MemoryStateStore(),
    new MemoryPublisher(),
    new MemoryInvoker(),
    new FakeClock(),
  ];
  const ids = new SequentialIds();
  const [stock, payment, shipping] = [new FakeStock(), new FakePayment(), new FakeShipping()];
  const errorsLogged: object[] = [];
  const reached: OrderStatus[] = [];
  const checkouts: CheckoutOutcome[] = [];
  let parked = 0;
  const cart: { productId: string; quantity: number }[] = [{ productId: 'mug', quantity: 1 }];
  let crashAt: string | undefined;
  for (const fake of [stock, payment, shipping]) fake.answer(invoker);
  invoker.register('cart', cartApi.getLines, () => ({ lines: cart }));
  stock.receive('mug', 10, 1_250);
  stock.receive('tea', 5, 499);
  const log: Logger = { ...silentLogger, error: (fields) => errorsLogged.push(fields), child: () => log };
  /** A new process of the service: it shares the store, and remembers nothing. */
  const start = (): OrderDeps => {
    const basics = {
      ...storedOrders({ store, publisher, clock, ids }),
      ...invokedServices(invoker),
      publisher,
      clock,
      ids,
      log,
      endings: new News(),
      metrics: {
        reached: (status: OrderStatus) => void reached.push(status),
        checkedOut: (outcome: CheckoutOutcome) => void checkouts.push(outcome),
        confirmed: () => {},
        step: () => {},
        parked: (count: number) => void (parked = count),
      },
    };
    const faults = async (point: FaultPoint, label: string): Promise<void> => {
      await Promise.resolve();
      if (crashAt !== `${point}:${label}`) return;
      crashAt = undefined;
      w.deps = start();
      throw new Crash(`${point}:${label}`);
    };
    const saga = { ...basics, giveUpAfterMs: 120_000, parkAfter, faults };
    return { ...basics, checkout: checkoutRunner(saga), cancellation: cancellationRunner(saga) };
  };
  const broker = new Broker({
    publisher,
    clock,
    subscriptions: () => orderSubscriptions(w.deps),
    overhear: ({ topic, subject }) => topic === 'order-confirmed-v1' && shipping.release(subject),
  });
  const time = '2026-01-01T00:00:00.000Z';
  const orderId = 'order-1';
  const w = {
    store,
    publisher,
    invoker,
    clock,
    stock,
    payment,
    shipping,
    broker,
    errorsLogged,
    reached,
    checkouts,
    /** How many orders wait for a person, as the metric says it. */
    parked: async () => {
      await countParked(w.deps);
      return parked;
    },
    cart,
    start,
    deps: undefined as unknown as OrderDeps,
    crash: (where: string) => (crashAt = where),
    order: (id = orderId): OrderState => {
      const envelope = store.peek<Envelope<OrderState>>(`order:${id}`);
      if (!envelope) throw new Error(`There is no order ${id}`);
      return envelope.state;
    },
    owed: (id = orderId) => store.peek<Envelope<OrderState>>(`order:${id}`)?.owed ?? [],
    /** What was called, in order, by route. */
    calls: () => invoker.calls.map((call) => call.route),
    checkoutCommand: (a = acceptance()) => outgoing(checkoutOrder, a, { distinct: a.requestHash, time }),
    cancelCommand: (commandId = 'cancel-1') =>
      outgoing(cancelOrder, { commandId, orderId, userId: 'ada', requestedAt: time }, { distinct: commandId, time }),
    refundCommand: (commandId: string, amount?: number) =>
      outgoing(
        refundOrder,
        {
          commandId,
          orderId,
          ...(amount === undefined ? {} : { amount: { amount, currency: 'EUR' } }),
          requestedAt: time,
        },
        { distinct: commandId, time },
      ),
    statusCommand: (status: 'shipped' | 'delivered', commandId = `set-${status}`) =>
      outgoing(setOrderStatus, { commandId, orderId, status, requestedAt: time }, { distinct: commandId, time }),
    /** Publishes a checkout and lets everything come to rest. */
    buy: async (a = acceptance()): Promise<OrderState> => {
      await publisher.publish(w.checkoutCommand(a));
      await broker.settle();
      return w.order(a.orderId);
    },
  };
  w.deps = start();
  return w;
};
export type World = ReturnType<typeof makeWorld>;

/** What must hold whenever everything has come to rest: nothing held, nothing lost, one record of the money. */
export const imbalances = (w: World, orderId = 'order-1'): readonly string[] => {
  const order = w.order(orderId);
  const captured = order.payment.captured?.amount ?? 0;
  const refunded = order.payment.refunds.reduce((sum, r) => sum + (r.status === 'done' ? r.amount : 0), 0);
  const cancelled = order.status === 'cancelled';
  const wrong: [boolean, string][] = [
    [[...w.stock.products.values()].some((p) => p.onHand + p.reserved + p.sold !== p.received), 'units lost'],
    [w.stock.reserved !== 0, 'units still reserved'],
    [w.stock.sold !== (cancelled ? 0 : order.lines.reduce((sum, l) => sum + l.quantity, 0)), 'units sold'],
    [w.payment.held !== 0, 'money still held'],
    [w.payment.captured - w.payment.refunded !== captured - refunded, 'the ledgers differ'],
    [cancelled && w.payment.captured !== w.payment.refunded, 'money kept'],
    [w.payment.statement.filter((line) => line.startsWith('-')).length > 1, 'charged twice'],
    [cancelled && !['cancelled', undefined].includes(w.shipping.parcels.get(orderId)), 'a parcel on its way'],
    [w.owed(orderId).length > 0, 'events still owed'],
  ];
  return wrong.filter(([bad]) => bad).map(([, what]) => what);
};
