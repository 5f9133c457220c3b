import { detached } from '@mercato/kit/context';
import type { Envelope } from '@mercato/kit/aggregate';
import { asDomainError } from '@mercato/kit/errors';
import type { StateStore } from '@mercato/kit/state';
import type { Logger } from '@mercato/kit/telemetry';
import { type Clock, Rounds } from '@mercato/kit/time';
import type { ProductState } from '../domain/product-state.ts';
import type { ProductMetrics } from '../ports/product-metrics.ts';
import type { ProductIds } from '../ports/product-ids.ts';
import type { CachedCatalogue } from './cached-catalogue.ts';
import type { ChangeLogReader, Position } from './change-log/change-log-reader.ts';
import { inParallel } from './in-parallel.ts';

export interface CatalogueFollowerDeps {
  readonly store: StateStore;
  readonly productIds: ProductIds;
  readonly reader: ChangeLogReader;
  readonly catalogue: CachedCatalogue;
  readonly metrics: Pick<ProductMetrics, 'catalogue'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly pollMs: number;
}

const chunk = 100;
const chunksAtOnce = 8;
const readsAtOnce = 16;

/** The store did answer, with something that is no product. */
const isDamaged = (error: unknown): boolean => asDomainError(error).code === 'internal.error';

/** Keeps this replica's catalogue as the store has it: everything once, then whatever the change log names. */
export class CatalogueFollower {
  readonly #deps: CatalogueFollowerDeps;
  readonly #rounds: Rounds;
  #position: Position | undefined;

  constructor(deps: CatalogueFollowerDeps) {
    const { clock, log, pollMs: pauseMs } = deps;
    const failed = (error: unknown): void => log.warn({ err: error }, 'the change log could not be followed');
    this.#deps = deps;
    this.#rounds = new Rounds({ clock, pauseMs, work: () => detached(() => this.poll()), failed });
  }

  /** Reads the whole catalogue. The place in the log is taken first, so that what changes meanwhile is read again. */
  async load(): Promise<void> {
    const { productIds, reader, catalogue, log } = this.#deps;
    const position = await reader.start();
    const ids = await productIds.all();
    const chunks = Array.from({ length: Math.ceil(ids.length / chunk) }, (_, i) =>
      ids.slice(i * chunk, (i + 1) * chunk),
    );
    await inParallel(chunks, chunksAtOnce, (some) => this.#loadChunk(some));
    this.#position = position;
    await this.poll();
    catalogue.complete();
    log.info({ products: catalogue.size }, 'the catalogue is loaded');
  }

  /** Takes over what changed since the last time. After a failure the next poll starts at the same place. */
  async poll(): Promise<void> {
    const { reader, catalogue, metrics, log } = this.#deps;
    if (!this.#position) return this.load();
    const news = await reader.since(this.#position);
    await this.#refresh(news.ids);
    this.#position = news.lost ? undefined : news.position;
    metrics.catalogue(catalogue.inStock, catalogue.size - catalogue.inStock);
    if (news.lost) log.warn({}, 'fell out of the change log: reading the whole catalogue again');
    return news.lost ? this.load() : undefined;
  }

  start(): void {
    this.#rounds.start();
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
  }

  /** A document that somebody damaged is left out: it must not hold up what all the others have to tell. */
  async #refresh(ids: readonly string[]): Promise<void> {
    const { catalogue, log } = this.#deps;
    await inParallel(ids, readsAtOnce, (id) =>
      catalogue.refresh(id).catch((error: unknown) => {
        if (!isDamaged(error)) throw error;
        log.error({ err: error, productId: id }, 'a product cannot be read');
      }),
    );
  }

  async #loadChunk(ids: readonly string[]): Promise<void> {
    const { store } = this.#deps;
    const keys = ids.map((id) => `product:${id}`);
    const found = await store.getMany<Envelope<ProductState>>(keys).catch((error: unknown) => {
      if (!isDamaged(error)) throw error;
      return undefined;
    });
    if (!found) return this.#refresh(ids);
    for (const id of ids) {
      const stored = found.get(`product:${id}`);
      if (stored) this.#deps.catalogue.apply(id, stored.value);
    }
  }
}
