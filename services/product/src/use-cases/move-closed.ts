import type { Aggregates } from '@mercato/kit/aggregate';
import type { Ids } from '@mercato/kit/ids';
import type { Logger } from '@mercato/kit/telemetry';
import type { Clock } from '@mercato/kit/time';
import type { ProductState } from '../domain/product-state.ts';
import { moveOut, overflow } from '../domain/retention.ts';
import type { ClosedReservations } from '../ports/closed-reservations.ts';

export interface MoveClosedDeps {
  readonly products: Aggregates<ProductState>;
  readonly closed: ClosedReservations;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
}

/**
 * Keeps a product's item small: copies closed reservations out of it, then drops them from it. A crash in between leaves
 * a copy too many, which the next run finds and drops.
 */
export class MoveClosed {
  readonly #deps: MoveClosedDeps;
  readonly #running = new Map<string, Promise<void>>();

  constructor(deps: MoveClosedDeps) {
    this.#deps = deps;
  }

  /** Starts it beside the request that noticed. A failure is logged and mended by the product's next write. */
  startIfNeeded(productId: string, state: ProductState): void {
    if (this.#running.has(productId) || overflow(state, this.#deps.clock.now()).length === 0) return;
    const run = this.run(productId)
      .catch((error: unknown) => this.#deps.log.warn({ err: error, productId }, 'closed reservations were not moved'))
      .finally(() => this.#running.delete(productId));
    this.#running.set(productId, run);
  }

  /** Settles once nothing that was started is running any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  async run(productId: string): Promise<void> {
    const { products, closed, clock, ids } = this.#deps;
    const snapshot = await products.load(productId);
    const entries = snapshot ? overflow(snapshot.state, clock.now()) : [];
    if (entries.length === 0) return;
    await closed.keep(productId, entries);
    await products.execute(productId, ids.uuid(), (state) => {
      const next = state && moveOut(state, entries);
      return next ? { state: next, result: null } : { result: null };
    });
  }
}
