import { cancelOrder, checkoutOrder, orderApi, refundOrder } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { productApi } from '@mercato/contracts/product';
import type { ErrorCode, RouteContract, ServiceName } from '@mercato/contracts/shared';
import { shippingApi } from '@mercato/contracts/shipping';
import { type MemoryShop, stockUp } from '../support/memory-shop/index.ts';
import { address } from '../support/shopper.ts';
import { timedOut } from './mishaps.ts';

/** As much of an order's item as the faults look at. */
export interface StoredOrder {
  readonly state: {
    readonly checkout: Saga;
    readonly cancel: Saga | null;
    readonly payment: { readonly refunds: readonly unknown[] };
  };
}
interface Saga {
  readonly steps: Readonly<Record<string, { readonly undo?: unknown } | undefined>>;
}

/** One step of a flow, as faults find it. */
export interface Step {
  readonly name: string;
  readonly app: ServiceName;
  readonly route: RouteContract;
  /** The step whose key the call carries: one route serves two of them. */
  readonly keyOf?: string;
  /** Whether the order's item, written so, says that the step is about to be done. */
  readonly isIntended: (order: StoredOrder) => boolean;
  /** What the callee may say no with. */
  readonly refusal: ErrorCode;
}

export interface Flow {
  readonly name: string;
  /** The topic of the command that carries it. */
  readonly command: string;
  /** Whether a saga's runner carries it, with its fault points and its lease. */
  readonly isSaga: boolean;
  readonly steps: readonly Step[];
  /** The shop as it is when the flow begins. */
  readonly prepare: (shop: MemoryShop) => Promise<string>;
  readonly begin: (shop: MemoryShop, orderId: string) => Promise<void>;
}

export const goods = { mug: { units: 10, price: 1_250 }, tea: { units: 5, price: 499 } };

export const placement = {
  idempotencyKey: 'order-1',
  body: {
    lines: [
      { productId: 'mug', quantity: 2 },
      { productId: 'tea', quantity: 1 },
    ],
    shippingAddress: address,
    payment: { token: 'tok_success_visa_4242_1' },
  },
};

export const place = async (shop: MemoryShop): Promise<string> =>
  (await shop.client('ada').expect(orderApi.placeOrder, 202, placement)).id;

const stocked = async (shop: MemoryShop): Promise<string> => {
  await stockUp(shop, goods);
  return '';
};

/** An order that is confirmed. */
export const confirmed = async (shop: MemoryShop): Promise<string> => {
  await stocked(shop);
  const id = await place(shop);
  await shop.settle();
  return id;
};

const [product, payment, shipping] = ['product', 'payment', 'shipping'] as const;

const forward = (name: string, app: ServiceName, route: RouteContract, refusal: ErrorCode): Step => ({
  name,
  app,
  route,
  refusal,
  isIntended: ({ state }) => state.checkout.steps[name] !== undefined,
});

const back = (step: string, app: ServiceName, route: RouteContract, refusal: ErrorCode): Step => ({
  name: `undo:${step}`,
  app,
  route,
  refusal,
  ...(route === paymentApi.void ? { keyOf: step } : {}),
  isIntended: ({ state }) => state.checkout.steps[step]?.undo !== undefined,
});

const cancelling = (name: string, app: ServiceName, route: RouteContract, refusal: ErrorCode): Step => ({
  name,
  app,
  route,
  refusal,
  isIntended: ({ state }) => state.cancel?.steps[name] !== undefined,
});

const capture = forward('capture-payment', payment, paymentApi.capture, 'payment.processing_error');

const checkout: Flow = {
  name: 'Checkout',
  command: checkoutOrder.topic,
  isSaga: true,
  steps: [
    forward('reserve-stock', product, productApi.reserve, 'stock.insufficient'),
    forward('authorize-payment', payment, paymentApi.authorize, 'payment.declined'),
    forward('book-shipment', shipping, shippingApi.book, 'shipping.region_unserved'),
    capture,
    forward('confirm-order', product, productApi.commit, 'reservation.closed'),
  ],
  prepare: stocked,
  begin: async (shop) => void (await place(shop)),
};

const wayBack: Flow = {
  ...checkout,
  name: 'Checkout on its way back',
  steps: [
    back('capture-payment', payment, paymentApi.void, 'payment.not_found'),
    back('book-shipment', shipping, shippingApi.cancel, 'shipment.already_dispatched'),
    back('authorize-payment', payment, paymentApi.void, 'payment.not_found'),
    back('reserve-stock', product, productApi.release, 'product.not_found'),
  ],
  prepare: async (shop) => {
    timedOut(shop, capture, { done: true });
    return stocked(shop);
  },
};

const cancellation: Flow = {
  name: 'Cancellation of a confirmed order',
  command: cancelOrder.topic,
  isSaga: true,
  steps: [
    cancelling('cancel-shipment', shipping, shippingApi.cancel, 'shipment.already_dispatched'),
    cancelling('refund-payment', payment, paymentApi.refund, 'payment.refund_exceeded'),
    cancelling('return-stock', product, productApi.release, 'product.not_found'),
  ],
  prepare: confirmed,
  begin: async (shop, id) => void (await shop.client('ada').expect(orderApi.cancelOrder, 202, { params: { id } })),
};

const refund: Flow = {
  name: 'Refund of a part',
  command: refundOrder.topic,
  isSaga: false,
  steps: [
    {
      name: 'refund',
      app: payment,
      route: paymentApi.refund,
      refusal: 'payment.refund_exceeded',
      isIntended: ({ state }) => state.payment.refunds.length > 0,
    },
  ],
  prepare: confirmed,
  begin: async (shop, orderId) => {
    const body = { orderId, amount: { amount: 500, currency: 'EUR' }, reason: 'a crack' };
    await shop.client('admin').expect(paymentApi.refundPayment, 202, { body });
  },
};

export const flows: readonly Flow[] = [checkout, wayBack, cancellation, refund];
