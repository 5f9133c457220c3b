import { shippingApi } from '@mercato/contracts/shipping';
import type { Invoker } from '@mercato/kit/invoke';
import { callTimes } from '../ports/call-times.ts';
import type { Shipping } from '../ports/shipping.ts';
import { accepted } from './refused.ts';

const options = { timeoutMs: callTimes.shipping };

/** The shipping service, through the sidecar. */
export const invokedShipping = (invoker: Invoker): Shipping => ({
  book: async (body) => {
    const answer = accepted(await invoker.call('shipping', shippingApi.book, { body }, options));
    const { shipmentId, carrier, trackingNumber } = answer;
    return { shipmentId, carrier, trackingNumber };
  },
  cancel: async (body) => void accepted(await invoker.call('shipping', shippingApi.cancel, { body }, options)),
  dispatch: async (body) => void accepted(await invoker.call('shipping', shippingApi.dispatch, { body }, options)),
  deliver: async (body) => void accepted(await invoker.call('shipping', shippingApi.deliver, { body }, options)),
});
