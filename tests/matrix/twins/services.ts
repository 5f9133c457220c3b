import { productApi, type ReservationKeys } from '@mercato/contracts/product';
import { shippingApi } from '@mercato/contracts/shipping';
import { paymentApi } from '@mercato/contracts/payment';
import type { RouteContract } from '@mercato/contracts/shared';
import type { Envelope } from '@mercato/kit/aggregate';
import { DomainError } from '@mercato/kit/errors';
import type { Invoker } from '@mercato/kit/invoke';
import type { InProcessRequest, InProcessService } from '@mercato/kit/service';
import type { ProductState } from '../../../services/product/src/domain/product-state.ts';
import { type Given, starters, type StartService, type Twin } from '../../support/memory-shop/index.ts';

type Call = InProcessService['call'];
const done = { status: 200, body: { verdict: 'ok' } } as const;

/** The real service, one route of which answers otherwise. */
const instead = (
  start: StartService,
  route: RouteContract,
  answer: (real: InProcessService, request: InProcessRequest, given: Given) => ReturnType<Call>,
): Twin => ({
  start: (given) => {
    const real = start(given);
    const call: Call = (asked, request) =>
      asked.id === route.id ? answer(real, request, given) : real.call(asked, request);
    return { ...real, call };
  },
});

/** Acknowledges a message when it comes, not when it is handled. */
export const acknowledgesFirst = (start: StartService): Twin => ({
  start: (given) => {
    const real = start(given);
    return {
      ...real,
      deliver: (topic, event) => {
        void real.deliver(topic, event).catch(() => undefined);
        return Promise.resolve({ code: 200, body: { status: 'SUCCESS' } });
      },
    };
  },
});

/** Acknowledges whatever came of a message. */
export const dropsWhatFails = (start: StartService): Twin => ({
  start: (given) => {
    const real = start(given);
    return {
      ...real,
      deliver: async (topic, event) => {
        await real.deliver(topic, event);
        return { code: 200, body: { status: 'SUCCESS' } };
      },
    };
  },
});

/** Does not undo a step that got no answer: nothing was done, it thinks. */
export const leavesTimeoutsAlone: Twin = {
  start: (given) => {
    const unanswered = new Set<string>();
    const invoker: Invoker = {
      call: async (app, route, input, options) => {
        const { orderId = '' } = ((input as InProcessRequest).body ?? {}) as { readonly orderId?: string };
        if (route.id === paymentApi.void.id && unanswered.has(orderId)) {
          return { verdict: 'ok', refunded: { amount: 0, currency: 'EUR' } } as never;
        }
        return given.invoker.call(app, route, input, options).catch((error: unknown) => {
          const isTimeout = error instanceof DomainError && error.code === 'dependency.timeout';
          if (route.id === paymentApi.authorize.id && isTimeout) unanswered.add(orderId);
          throw error;
        });
      },
    };
    return starters.order({ ...given, invoker });
  },
};

/** Gives units back at every release. */
export const releasesAgain: Twin = instead(starters.product, productApi.release, async (real, request, given) => {
  const { lines } = request.body as ReservationKeys;
  const released = await Promise.all(
    lines.map(async ({ key, productId }) => {
      const stored = await given.state.get<Envelope<ProductState>>(`product:${productId}`);
      return { stored, productId, before: stored?.value.state.reservations[key] };
    }),
  );
  for (const { stored, productId, before } of released) {
    if (!stored || before?.status !== 'released') continue;
    const { state } = stored.value;
    const { onHand, sold } = state.stock;
    const stock = { ...state.stock, onHand: onHand + before.quantity, sold: sold - before.quantity };
    await given.state.replace(
      `product:${productId}`,
      { ...stored.value, version: stored.value.version + 1, state: { ...state, stock } },
      stored.etag,
    );
  }
  return real.call(productApi.release, request);
});

/** Leaves no tombstone where there is nothing to undo. */
const withoutTombstone = (start: StartService, route: RouteContract, key: (body: never) => string, nothing: object) =>
  instead(start, route, async (real, request, given) => {
    const isThere = (await given.state.get(key(request.body as never))) !== undefined;
    return isThere ? real.call(route, request) : { ...done, body: { ...done.body, ...nothing } };
  });

interface OfOrder {
  readonly orderId: string;
}

export const paymentWithoutTombstones = withoutTombstone(
  starters.payment,
  paymentApi.void,
  ({ orderId }: OfOrder) => `payment:${orderId}`,
  { refunded: { amount: 0, currency: 'EUR' } },
);

export const shippingWithoutTombstones = withoutTombstone(
  starters.shipping,
  shippingApi.cancel,
  ({ orderId }: OfOrder) => `shipment:${orderId}`,
  {},
);

export const stockWithoutTombstones: Twin = instead(
  starters.product,
  productApi.release,
  async (real, request, given) => {
    const { lines } = request.body as ReservationKeys;
    const known = await Promise.all(
      lines.map(async ({ key, productId }) => {
        const stored = await given.state.get<Envelope<ProductState>>(`product:${productId}`);
        return stored?.value.state.reservations[key] !== undefined;
      }),
    );
    return known.some(Boolean) ? real.call(productApi.release, request) : done;
  },
);
