import type { StateStore } from '@mercato/kit/state';
import type { Clock } from '@mercato/kit/time';
import { hashOf } from '@mercato/kit/ids';
import type { ProductIds } from '../ports/product-ids.ts';
import { inParallel } from './in-parallel.ts';
import { updateItem } from './update-item.ts';

interface Page {
  readonly ids: readonly string[];
}

// 64 pages of at most 200 KB hold the ids of some 200,000 products.
const pages = 64;
const atOnce = 8;
const keyOf = (page: number): string => `product-ids:${page}`;
const pageOf = (id: string): number => Number.parseInt(hashOf(id).slice(0, 8), 16) % pages;

/** Ids in pages, spread by their hash, so that no item grows large and no page is written by everybody. */
export class StoredProductIds implements ProductIds {
  readonly #deps: { readonly store: StateStore; readonly clock: Clock };

  constructor(deps: { readonly store: StateStore; readonly clock: Clock }) {
    this.#deps = deps;
  }

  async add(ids: readonly string[]): Promise<void> {
    const byPage = Map.groupBy(ids, pageOf);
    await inParallel([...byPage], atOnce, ([page, added]) =>
      updateItem<Page>(this.#deps, keyOf(page), (current) => {
        const before = current?.ids ?? [];
        const all = new Set([...before, ...added]);
        return all.size === before.length ? undefined : { ids: [...all] };
      }),
    );
  }

  async all(): Promise<readonly string[]> {
    const numbers = Array.from({ length: pages }, (_, i) => i);
    const found = await inParallel(numbers, atOnce, (n) => this.#deps.store.get<Page>(keyOf(n)));
    return found.flatMap((page) => page?.value.ids ?? []);
  }
}
