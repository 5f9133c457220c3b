import type { OrderRecord, SagaRecord } from '@mercato/contracts/order';
import type { Payment } from '@mercato/contracts/payment';
import type { Shipment } from '@mercato/contracts/shipping';
import { eventsOf } from './example-events.ts';
import type { EventLog, Facts, OrderFacts, ProductFacts, RecordedOrder } from '../src/facts.ts';

const at = '2026-01-01T00:00:00.000Z';
const address = { name: 'Ada', street: 'Main 1', city: 'Bern', postalCode: '3000', country: 'CH' };
const eur = (amount: number) => ({ amount, currency: 'EUR' as const });

/** How an order went, in the words of the tests. */
export interface Story {
  readonly id: string;
  readonly productId?: string;
  readonly quantity?: number;
  readonly price?: number;
  readonly refunded?: number;
  readonly end: 'processing' | 'shipped' | 'delivered' | 'declined' | 'cancelled' | 'parked';
}

const steps = ['reserve-stock', 'authorize-payment', 'book-shipment', 'capture-payment', 'confirm-order'];

const saga = (names: readonly string[], end: SagaRecord['end'], undone = false): SagaRecord => ({
  version: 1,
  direction: undone ? 'back' : 'forward',
  startedAt: at,
  steps: names.map((step) => {
    return {
      step,
      intentAt: at,
      outcome: 'done',
      endedAt: at,
      tries: 0,
      undo: undone ? { intentAt: at, outcome: 'done', endedAt: at, tries: 0 } : null,
    };
  }),
  refusal: undone ? { code: 'payment.declined', detail: 'no' } : null,
  parked: null,
  end,
});

const paths: Readonly<Record<Story['end'], readonly string[]>> = {
  processing: ['pending', 'processing'],
  shipped: ['pending', 'processing', 'shipped'],
  delivered: ['pending', 'processing', 'shipped', 'delivered'],
  declined: ['pending', 'cancelled'],
  cancelled: ['pending', 'processing', 'cancelled'],
  parked: ['pending'],
};

type Told = Required<Story>;

/** What was taken and given back. */
const moneyOf = ({ end, price, quantity, refunded }: Told) => {
  const captured = end === 'declined' ? 0 : price * quantity;
  return { captured, refunded: end === 'cancelled' ? captured : refunded };
};

const orderOf = (told: Told): OrderRecord['order'] => {
  const { id, productId, quantity, price, end } = told;
  const { captured, refunded } = moneyOf(told);
  const status = paths[end].at(-1) as OrderRecord['order']['status'];
  const lineTotal = eur(price * quantity);
  return {
    id,
    userId: 'ada',
    status,
    lines: [{ productId, quantity, sku: 'MUG-1', name: 'Mug', unitPrice: eur(price), lineTotal }],
    total: lineTotal,
    shippingAddress: address,
    payment: {
      paymentId: `pay-${id}`,
      captured: captured ? eur(captured) : null,
      refunded: captured ? eur(refunded) : null,
    },
    shipment: null,
    cancellation: status === 'cancelled' ? { code: 'payment.declined', detail: 'no', at } : null,
    needsAttention: end === 'parked' ? { reason: 'product is down', since: at } : null,
    placedAt: at,
    updatedAt: at,
    version: 9,
  };
};

const recordOf = (told: Told): OrderRecord => {
  const { id, end } = told;
  const { captured, refunded } = moneyOf(told);
  const checkout = end === 'declined' ? saga(steps.slice(0, 2), 'undone', true) : saga(steps, 'done');
  const parked = { ...checkout, end: null, parked: { reason: 'product is down', since: at } };
  return {
    order: orderOf(told),
    traceId: null,
    requested: [{ productId: told.productId, quantity: told.quantity }],
    checkout: end === 'parked' ? parked : checkout,
    cancel: end === 'cancelled' ? saga(['cancel-shipment', 'refund-payment', 'return-stock'], 'done') : null,
    cancelRequests: [],
    refunds: refunded && captured ? [{ id: 'r', key: `${id}:refund`, amount: eur(refunded), status: 'done' }] : [],
    results: [],
    timeline: paths[end].map((name, i) => {
      return { seq: i + 1, at, kind: 'status', name, outcome: 'done', detail: null };
    }),
    owed: [],
  };
};

const paymentOf = (told: Told): Payment => {
  const { id, end, price, quantity } = told;
  const { captured, refunded } = moneyOf(told);
  const key = `${id}:authorize-payment`;
  const amount = eur(price * quantity);
  const kinds = end === 'declined' ? (['declined'] as const) : (['authorized', 'captured'] as const);
  const ledger: Payment['ledger'] = kinds.map((kind) => ({ kind, key, amount, at }));
  if (refunded > 0) ledger.push({ kind: 'refunded', key: `${id}:refund`, amount: eur(refunded), at });
  return {
    id: `pay-${id}`,
    orderId: id,
    userId: 'ada',
    status: end === 'declined' ? 'declined' : 'captured',
    authorized: eur(captured),
    captured: eur(captured),
    refunded: eur(refunded),
    attempts: [
      {
        key,
        status: end === 'declined' ? 'declined' : 'captured',
        amount,
        brand: 'visa',
        last4: '4242',
        declineCode: end === 'declined' ? 'payment.declined' : null,
        at,
      },
    ],
    ledger,
    version: 3,
    createdAt: at,
    updatedAt: at,
  };
};

const parcels = {
  processing: 'ready',
  shipped: 'dispatched',
  delivered: 'delivered',
  cancelled: 'cancelled',
  parked: 'held',
} as const;

const shipmentOf = ({ id, end }: Told): Shipment | null => {
  if (end === 'declined') return null;
  return {
    id: `shp-${id}`,
    orderId: id,
    userId: 'ada',
    status: parcels[end],
    carrier: 'MP',
    trackingNumber: 'MP1',
    address,
    bookedAt: at,
    dispatchedAt: null,
    deliveredAt: null,
    version: 4,
  };
};

/** An order that went as told, in all services. */
export const orderThat = (story: Story): RecordedOrder => {
  const told: Told = { productId: 'mug', quantity: 2, price: 1_250, refunded: 0, ...story };
  return { id: told.id, listed: true, known: recordOf(told), payment: paymentOf(told), shipment: shipmentOf(told) };
};

/** The stock that is left when these orders were served from it. */
export const stockAfter = (id: string, received: number, orders: readonly OrderFacts[]): ProductFacts => {
  const units = (statuses: readonly string[]): number =>
    orders
      .flatMap((o) =>
        typeof o.known === 'object' && statuses.includes(o.known.order.status) ? o.known.order.lines : [],
      )
      .filter((line) => line.productId === id)
      .reduce((total, line) => total + line.quantity, 0);
  const [sold, reserved] = [units(['processing', 'shipped', 'delivered']), units(['pending'])];
  const held = { key: 'parked:reserve-stock:0', status: 'reserved', quantity: reserved, at } as const;
  return {
    id,
    stock: { available: received - sold - reserved, onHand: received - sold, reserved, sold, received },
    reservations: reserved > 0 ? [held] : [],
  };
};

interface Shop extends Facts {
  readonly orders: readonly RecordedOrder[];
  readonly events: EventLog;
}

/** A shop in which everything went well in every way it can. */
export const healthyShop = (): Shop => {
  const ends = ['processing', 'shipped', 'delivered', 'declined', 'cancelled', 'parked'] as const;
  const orders = [
    ...ends.map((end) => orderThat({ id: end, end })),
    orderThat({ id: 'partly', end: 'delivered', refunded: 300 }),
  ];
  return {
    orders,
    products: [stockAfter('mug', 50, orders)],
    queues: [{ name: 'order-commands', messages: 0 }],
    deadLetters: [],
    events: eventsOf(orders),
  };
};
