import { StoredAggregates } from '@mercato/kit/aggregate';
import type { Publisher } from '@mercato/kit/messaging';
import type { StateStore } from '@mercato/kit/state';
import type { Logger } from '@mercato/kit/telemetry';
import type { Clock } from '@mercato/kit/time';
import type { ProductMetrics } from '../ports/product-metrics.ts';
import type { ProductState } from '../domain/product-state.ts';
import { CachedCatalogue } from './cached-catalogue.ts';
import { CatalogueFollower } from './catalogue-follower.ts';
import { ChangeLogReader } from './change-log/change-log-reader.ts';
import { StoredChangeLog } from './change-log/stored-change-log.ts';
import { ProductCache } from './product-cache.ts';
import { StoredClosedReservations } from './stored-closed-reservations.ts';
import { StoredCommandResults } from './stored-command-results.ts';
import { StoredProductIds } from './stored-product-ids.ts';

export interface StoredPortsDeps {
  readonly store: StateStore;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: ProductMetrics;
  readonly pollMs: number;
  readonly cacheTtlMs: number;
  readonly cacheSize: number;
}

/** Every port of this service over one state store, and the follower that keeps the catalogue fresh. */
export const storedPorts = (deps: StoredPortsDeps) => {
  const { store, clock } = deps;
  const products = new StoredAggregates<ProductState>({ ...deps, kind: 'product' });
  const productIds = new StoredProductIds(deps);
  const cache = new ProductCache({ clock, ttlMs: deps.cacheTtlMs, most: deps.cacheSize });
  const catalogue = new CachedCatalogue({ products, cache });
  const reader = new ChangeLogReader(deps);
  const follower = new CatalogueFollower({ ...deps, productIds, reader, catalogue });
  return {
    products,
    productIds,
    closed: new StoredClosedReservations(deps),
    changes: new StoredChangeLog(deps),
    metrics: deps.metrics,
    results: new StoredCommandResults(store),
    catalogue,
    follower,
  };
};
