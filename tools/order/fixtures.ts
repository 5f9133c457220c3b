import type { OrderRecord, SagaRecord } from '@mercato/contracts/order';
import type { Dossier } from './dossier.ts';

const at = (time: string): string => `2026-01-31T${time}Z`;
const eur = (amount: number) => ({ amount, currency: 'EUR' }) as const;
const address = { name: 'Ada', street: 'Via Roma 1', city: 'Torino', postalCode: '10121', country: 'IT' };

const step = (name: string, time: string): SagaRecord['steps'][number] => ({
  step: name,
  intentAt: at(time),
  outcome: 'done',
  endedAt: at(time),
  tries: 0,
  undo: null,
});

const checkout: SagaRecord = {
  version: 1,
  direction: 'forward',
  startedAt: at('12:00:00.000'),
  steps: [step('reserve-stock', '12:00:00.100'), step('authorize-payment', '12:00:00.200')],
  refusal: null,
  parked: null,
  end: 'done',
};

const record: OrderRecord = {
  order: {
    id: 'ord-1',
    userId: 'usr-1',
    status: 'delivered',
    lines: [],
    total: eur(2500),
    shippingAddress: address,
    payment: { paymentId: 'pay-ord-1', captured: eur(2500), refunded: eur(300) },
    shipment: null,
    cancellation: null,
    needsAttention: null,
    placedAt: at('12:00:00.000'),
    updatedAt: at('12:00:06.000'),
    version: 9,
  },
  traceId: null,
  requested: [{ productId: 'prd-1', quantity: 2 }],
  checkout,
  cancel: null,
  cancelRequests: [],
  refunds: [{ id: 'r1', key: 'ord-1:refund:r1', amount: eur(300), status: 'done' }],
  results: [],
  timeline: [
    { seq: 1, at: at('12:00:00.050'), kind: 'status', name: 'pending', outcome: 'done', detail: null },
    { seq: 2, at: at('12:00:00.150'), kind: 'step', name: 'reserve-stock', outcome: 'done', detail: null },
    { seq: 3, at: at('12:00:06.000'), kind: 'status', name: 'delivered', outcome: 'done', detail: null },
  ],
  owed: [],
};

/** An order that went well. */
export const delivered: Dossier & { readonly record: OrderRecord } = {
  id: 'ord-1',
  record,
  payment: {
    id: 'pay-ord-1',
    orderId: 'ord-1',
    userId: 'usr-1',
    status: 'partially_refunded',
    authorized: eur(2500),
    captured: eur(2500),
    refunded: eur(300),
    attempts: [],
    ledger: [
      { kind: 'authorized', key: 'ord-1:authorize-payment', amount: eur(2500), at: at('12:00:00.210') },
      { kind: 'refunded', key: 'ord-1:refund:r1', amount: eur(300), at: at('12:00:05.000') },
    ],
    version: 4,
    createdAt: at('12:00:00.210'),
    updatedAt: at('12:00:05.000'),
  },
  stock: [
    {
      productId: 'prd-1',
      stock: { available: 3, onHand: 3, reserved: 0, sold: 2, received: 5 },
      reservations: [
        { key: 'ord-1:reserve-stock:0', status: 'committed', quantity: 2, at: at('12:00:00.300') },
        { key: 'ord-2:reserve-stock:0', status: 'reserved', quantity: 1, at: at('12:00:00.400') },
      ],
      deletedAt: null,
      version: 7,
    },
  ],
  shipment: {
    id: 'shp-1',
    orderId: 'ord-1',
    userId: 'usr-1',
    status: 'delivered',
    carrier: 'Mercato Post',
    trackingNumber: 'MP1',
    address,
    bookedAt: at('12:00:00.250'),
    dispatchedAt: at('12:00:03.000'),
    deliveredAt: null,
    version: 3,
  },
  messages: [],
  mails: [
    {
      id: 'm1',
      userId: 'usr-1',
      channel: 'email',
      template: 'order-confirmation',
      subject: 'Your order ord-1 is confirmed',
      text: '',
      orderId: 'ord-1',
      status: 'sent',
      sentAt: at('12:00:01.000'),
    },
  ],
  requests: [
    {
      requestId: 'req-1',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      firstAt: at('12:00:00.000'),
      services: ['gateway', 'order'],
      lines: 12,
    },
  ],
};
