import type { Product, ProductQuery } from '@mercato/contracts/product';
import type { Aggregates, Snapshot } from '@mercato/kit/aggregate';
import { withTimeout, detached } from '@mercato/kit/context';
import { toProduct } from '../domain/manage.ts';
import type { ProductState } from '../domain/product-state.ts';
import type { Catalogue, Category, ListedProducts } from '../ports/catalogue.ts';
import { inParallel } from './in-parallel.ts';
import type { ProductCache } from './product-cache.ts';
import { SearchIndex } from './search-index.ts';

export interface CachedCatalogueDeps {
  readonly products: Pick<Aggregates<ProductState>, 'load'>;
  readonly cache: ProductCache;
}

const atOnce = 16;
const longestWaitMs = 2_000;

const nameOf = (slug: string): string => {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The catalogue as this replica knows it: an index of all products, and those lately asked for in full. */
export class CachedCatalogue implements Catalogue {
  readonly #deps: CachedCatalogueDeps;
  readonly #index = new SearchIndex();
  readonly #versions = new Map<string, number>();
  readonly #loading = new Map<string, Promise<void>>();
  /** Until every product of the store has been applied once. */
  #reading: PromiseWithResolvers<void> | undefined = Promise.withResolvers();

  constructor(deps: CachedCatalogueDeps) {
    this.#deps = deps;
  }

  get size(): number {
    return this.#index.size;
  }

  get inStock(): number {
    return this.#index.inStock;
  }

  async get(id: string): Promise<Product | undefined> {
    const cached = this.#deps.cache.fresh(id);
    if (cached) return cached;
    try {
      await this.#shared(id);
    } catch (error) {
      const stale = this.#deps.cache.stale(id);
      if (stale) return stale;
      throw error;
    }
    return this.#deps.cache.stale(id);
  }

  async list(query: ProductQuery): Promise<ListedProducts> {
    await this.#untilComplete();
    const { ids, total, nextCursor } = this.#index.search(query);
    const found = await inParallel(ids, atOnce, (id) => this.get(id));
    return { items: found.filter((p) => p !== undefined), total, nextCursor };
  }

  async categories(): Promise<readonly Category[]> {
    await this.#untilComplete();
    return [...this.#index.categories]
      .map(([slug, products]) => ({ slug, name: nameOf(slug), products }))
      .toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
  }

  /** Every product of the store has been applied once. */
  complete(): void {
    this.#reading?.resolve();
    this.#reading = undefined;
  }

  apply(id: string, snapshot: Snapshot<ProductState>): void {
    // Reads overtake one another: what is older than what we know would bring back the past.
    if (snapshot.version < (this.#versions.get(id) ?? 0)) return;
    this.#versions.set(id, snapshot.version);
    if (snapshot.state.deletedAt === null) {
      const product = toProduct(id, snapshot.version, snapshot.state);
      this.#index.put(product);
      this.#deps.cache.set(product);
    } else {
      this.#index.remove(id);
      this.#deps.cache.delete(id);
    }
  }

  /** A strong read that begins now. */
  async refresh(id: string): Promise<void> {
    const snapshot = await this.#deps.products.load(id);
    if (snapshot) this.apply(id, snapshot);
  }

  // A sidecar that starts lets requests through until it first asks whether its app is ready.
  async #untilComplete(): Promise<void> {
    const reading = this.#reading?.promise;
    if (reading) await withTimeout('the catalogue', longestWaitMs, () => reading);
  }

  /** A read that others who ask meanwhile share; never for a change that was just announced, which it may not see. */
  #shared(id: string): Promise<void> {
    const running = this.#loading.get(id);
    if (running) return running;
    const load = detached(() => this.refresh(id)).finally(() => this.#loading.delete(id));
    this.#loading.set(id, load);
    return load;
  }
}
