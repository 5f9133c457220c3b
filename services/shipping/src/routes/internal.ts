import type { shippingApi } from '@mercato/contracts/shipping';
import { type Handlers, verdict } from '@mercato/kit/service';
import { shipmentIdOf } from '../domain/shipment.ts';
import type { ShippingParts } from '../use-cases/parts.ts';
import { bookParcel, cancelParcel, deliverParcel, dispatchParcel } from '../use-cases/shipments.ts';

type Internal = Pick<Handlers<typeof shippingApi>, 'book' | 'cancel' | 'dispatch' | 'deliver'>;

const done = (work: Promise<void>) =>
  verdict(async () => {
    await work;
    return {};
  });

export const internalRoutes = (parts: ShippingParts): Internal => ({
  book: ({ body }) =>
    verdict(async () => {
      const { carrier, trackingNumber } = await bookParcel(parts, body);
      return { shipmentId: shipmentIdOf(body.orderId), carrier, trackingNumber };
    }),

  cancel: ({ body }) => done(cancelParcel(parts, body)),
  dispatch: ({ body }) => done(dispatchParcel(parts, body)),
  deliver: ({ body }) => done(deliverParcel(parts, body)),
});
