import { counter, gauge } from '@mercato/kit/telemetry';
import type { ProductMetrics } from './ports/product-metrics.ts';

/** The business metrics of the catalogue and its stock. */
export const productMetrics = (): ProductMetrics => {
  const reservations = counter('reservations_total');
  const products = gauge('catalogue_products');
  return {
    reservation: (step, outcome) => reservations.labels(step, outcome).inc(),
    catalogue: (inStock, outOfStock) => {
      products.labels('in').set(inStock);
      products.labels('out').set(outOfStock);
    },
  };
};
