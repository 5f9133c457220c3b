import { orderConfirmed } from '@mercato/contracts/order';
import { type Subscription, subscription } from '@mercato/kit/messaging';
import type { ShippingParts } from '../use-cases/parts.ts';
import { releaseParcel } from '../use-cases/shipments.ts';

/** A confirmed order's parcel may leave; `released` tells the carrier that there is something to do. */
export const onOrderConfirmed = (parts: ShippingParts, released: (orderId: string) => void): Subscription =>
  subscription(orderConfirmed, async ({ data }) => {
    await releaseParcel(parts, data.orderId);
    released(data.orderId);
  });
