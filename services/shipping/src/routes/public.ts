import type { shippingApi } from '@mercato/contracts/shipping';
import { type Handlers, ok } from '@mercato/kit/service';
import { quote } from '../domain/regions.ts';
import type { ShippingParts } from '../use-cases/parts.ts';
import { rebuildActive, showTo } from '../use-cases/shipments.ts';

type Public = Pick<Handlers<typeof shippingApi>, 'quote' | 'getShipment' | 'rebuildIndex'>;

export const publicRoutes = (parts: ShippingParts): Public => ({
  quote: ({ body }) => Promise.resolve().then(() => ok({ items: [quote(body.country)] })),

  getShipment: async ({ caller, params }) => ok(await showTo(parts, caller, params.orderId)),

  rebuildIndex: async ({ body }) => ok(await rebuildActive(parts, body)),
});
