import { z } from 'zod';
import { country, defineApi, id, indexReport, verdict } from '../shared/index.ts';
import { bookRequest, shipment, shipmentStep, shippingQuote } from './schemas.ts';

const byOrder = z.strictObject({ orderId: id });

export const shippingApi = defineApi({
  quote: {
    id: 'quoteShipping',
    method: 'POST',
    path: '/api/shipping/quote',
    summary: 'What delivery to a country costs and how long it takes',
    audience: 'public',
    body: z.strictObject({ country, units: z.int().min(1).max(5000) }),
    answers: { 200: z.object({ items: z.array(shippingQuote) }) },
    errors: ['shipping.region_unserved'],
  },
  getShipment: {
    id: 'getShipment',
    method: 'GET',
    path: '/api/shipping/order/:orderId',
    summary: 'The parcel of an order',
    audience: 'user',
    params: byOrder,
    answers: { 200: shipment },
    errors: ['shipment.not_found'],
  },
  rebuildIndex: {
    id: 'rebuildParcelIndex',
    method: 'POST',
    path: '/api/indexes/active-parcels',
    summary: 'Look whether those of these parcels that are under way are on the carrier’s list; with repair, add them',
    audience: 'admin',
    body: z.strictObject({ orderIds: z.array(id).max(200), repair: z.boolean() }),
    answers: { 200: indexReport },
    errors: ['write.contended', 'dependency.unavailable'],
  },
  book: {
    id: 'bookShipment',
    method: 'POST',
    path: '/internal/shipments/book',
    summary: 'Book a parcel and hold it; idempotent by key, refused once cancelled',
    audience: 'internal',
    body: bookRequest,
    answers: { 200: verdict({ shipmentId: id, carrier: z.string(), trackingNumber: z.string() }) },
    errors: [],
  },
  cancel: {
    id: 'cancelShipment',
    method: 'POST',
    path: '/internal/shipments/cancel',
    summary: 'Cancel a parcel that has not left, and leave a tombstone; refused once dispatched',
    audience: 'internal',
    body: shipmentStep,
    answers: { 200: verdict({}) },
    errors: [],
  },
  dispatch: {
    id: 'dispatchShipment',
    method: 'POST',
    path: '/internal/shipments/dispatch',
    summary: 'Hand a ready parcel to the carrier now; idempotent',
    audience: 'internal',
    body: shipmentStep,
    answers: { 200: verdict({}) },
    errors: [],
  },
  deliver: {
    id: 'deliverShipment',
    method: 'POST',
    path: '/internal/shipments/deliver',
    summary: 'Record that a dispatched parcel arrived; idempotent',
    audience: 'internal',
    body: shipmentStep,
    answers: { 200: verdict({}) },
    errors: [],
  },
});
