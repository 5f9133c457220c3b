import type { Product, ProductQuery } from '@mercato/contracts/product';
import type { Snapshot } from '@mercato/kit/aggregate';
import type { ProductState } from '../domain/product-state.ts';

export interface Category {
  readonly slug: string;
  readonly name: string;
  readonly products: number;
}

export interface ListedProducts {
  readonly items: readonly Product[];
  readonly total: number;
  readonly nextCursor: string | null;
}

/** What shoppers see: at most two seconds older than the store. Never decide a write on it. */
export interface Catalogue {
  get(id: string): Promise<Product | undefined>;
  /** Of all products, so it waits while they are still being read; `dependency.timeout` when that takes too long. */
  list(query: ProductQuery): Promise<ListedProducts>;
  /** Waits as `list` does. */
  categories(): Promise<readonly Category[]>;
  /** Takes over what a strong read found; older versions are ignored. */
  apply(id: string, snapshot: Snapshot<ProductState>): void;
}
