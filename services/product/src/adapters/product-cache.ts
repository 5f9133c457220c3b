import type { Product } from '@mercato/contracts/product';
import { setLatest } from '@mercato/kit/collections';
import type { Clock } from '@mercato/kit/time';

interface Entry {
  readonly product: Product;
  readonly until: number;
}

export interface ProductCacheOptions {
  readonly clock: Clock;
  readonly ttlMs: number;
  /** How many products are kept; the one not asked for longest goes first. */
  readonly most: number;
}

/** Products lately asked for. */
export class ProductCache {
  readonly #options: ProductCacheOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: ProductCacheOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  fresh(id: string): Product | undefined {
    const entry = this.#entries.get(id);
    if (!entry || entry.until <= this.#options.clock.now()) return undefined;
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    return entry.product;
  }

  /** Even past its time: for when the store does not answer. */
  stale(id: string): Product | undefined {
    return this.#entries.get(id)?.product;
  }

  set(product: Product): void {
    const { clock, ttlMs, most } = this.#options;
    setLatest(this.#entries, product.id, { product, until: clock.now() + ttlMs }, most);
  }

  delete(id: string): void {
    this.#entries.delete(id);
  }
}
