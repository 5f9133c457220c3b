import type { Product } from '@mercato/contracts/product';
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
    this.#entries.delete(product.id);
    this.#entries.set(product.id, { product, until: this.#options.clock.now() + this.#options.ttlMs });
    if (this.#entries.size <= this.#options.most) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  delete(id: string): void {
    this.#entries.delete(id);
  }
}
