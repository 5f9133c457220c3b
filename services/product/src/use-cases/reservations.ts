import type { ReservationKeys, ReservedLine, ReserveRequest } from '@mercato/contracts/product';
import type { Aggregates } from '@mercato/kit/aggregate';
import { currentContext } from '@mercato/kit/context';
import { asDomainError, errors, isRefusal } from '@mercato/kit/errors';
import type { Ids } from '@mercato/kit/ids';
import { type Clock, systemClock } from '@mercato/kit/time';
import { product } from '../domain/errors.ts';
import type { ProductState } from '../domain/product-state.ts';
import { find } from '../domain/reservation.ts';
import { commit, type Elsewhere, type Line, release, reserve, reservedLine, type Step } from '../domain/reserve.ts';
import type { ChangeLog } from '../ports/change-log.ts';
import type { ClosedReservations } from '../ports/closed-reservations.ts';
import type { ProductMetrics } from '../ports/product-metrics.ts';
import type { MoveClosed } from './move-closed.ts';

export interface ReservationsDeps {
  readonly products: Aggregates<ProductState>;
  readonly closed: ClosedReservations;
  readonly changes: ChangeLog;
  readonly mover: MoveClosed;
  readonly metrics: ProductMetrics;
  readonly clock: Clock;
  readonly ids: Ids;
}

type Decide = (state: ProductState | undefined, elsewhere: Elsewhere) => Step;

/** All lines, in parallel. A refusal outweighs a failure: it is final, and the caller undoes every line either way. */
const allLines = async <L, R>(lines: readonly L[], work: (line: L) => Promise<R>): Promise<readonly R[]> => {
  const settled = await Promise.allSettled(lines.map(work));
  const reasons = settled.flatMap((s) => (s.status === 'rejected' ? [s.reason as unknown] : []));
  if (reasons.length > 0) throw asDomainError(reasons.find(isRefusal) ?? reasons[0]);
  return settled.flatMap((s) => (s.status === 'fulfilled' ? [s.value] : []));
};

/** Reserves, commits and releases units for orders. Every step is idempotent by its key. */
export class Reservations {
  readonly #deps: ReservationsDeps;

  constructor(deps: ReservationsDeps) {
    this.#deps = deps;
  }

  async reserve(request: ReserveRequest): Promise<{ readonly lines: readonly ReservedLine[] }> {
    const deadline = currentContext()?.deadline ?? Number.POSITIVE_INFINITY;
    const lines = await this.#counted('reserve', request.lines, async (line) => {
      const state = await this.#apply(line, (current, elsewhere) => {
        // A caller past its deadline has begun to undo; on a hot product the wait for a turn may take that long.
        if (systemClock.now() > deadline) throw errors.deadline();
        return reserve(current, line, this.#deps.clock.now(), elsewhere);
      });
      if (!state) throw product.notFound(line.productId);
      return reservedLine(state, line, line.quantity);
    });
    return { lines };
  }

  async commit(request: ReservationKeys): Promise<object> {
    await this.#counted('commit', request.lines, (line) =>
      this.#apply(line, (current, elsewhere) => commit(current, line, this.#deps.clock.now(), elsewhere)),
    );
    return {};
  }

  async release(request: ReservationKeys): Promise<object> {
    await this.#counted('release', request.lines, async (line) => {
      const state = await this.#apply(line, (current, elsewhere) =>
        release(current, line, this.#deps.clock.now(), elsewhere),
      );
      if (state) await this.#correctCopy(line, state);
    });
    return {};
  }

  async #counted<L, R>(
    step: 'reserve' | 'commit' | 'release',
    lines: readonly L[],
    work: (line: L) => Promise<R>,
  ): Promise<readonly R[]> {
    const { metrics } = this.#deps;
    try {
      const results = await allLines(lines, work);
      metrics.reservation(step, 'done');
      return results;
    } catch (error) {
      metrics.reservation(step, isRefusal(error) ? 'refused' : 'failed');
      throw error;
    }
  }

  async #apply(line: Line, decide: Decide): Promise<ProductState | undefined> {
    const { products, closed, changes, mover, ids } = this.#deps;
    const { productId, key } = line;
    let seen: ProductState | undefined;
    // The command's id only tells a write that was done but not answered; what repeats a step is its key.
    const attempt = (elsewhere: Elsewhere): Promise<'look' | 'done'> =>
      products.execute<'look' | 'done'>(productId, ids.uuid(), (current) => {
        const step = decide(current, elsewhere);
        if (step === 'look') return { result: 'look' };
        seen = step.state ?? current;
        return { ...step, result: 'done' };
      });
    if ((await attempt(undefined)) === 'look') await attempt((await closed.find(productId, key)) ?? null);
    if (!seen) return undefined;
    // Announced on a repetition too: whoever made the change may have died before it was announced.
    changes.note(productId);
    mover.startIfNeeded(productId, seen);
    return seen;
  }

  /** The copy outside of the item must not keep saying that released units are sold. */
  async #correctCopy({ productId, key }: Line, state: ProductState): Promise<void> {
    const tombstone = find(state.reservations, key);
    if (tombstone?.status === 'released' && tombstone.elsewhere) {
      await this.#deps.closed.keep(productId, [[key, tombstone]]);
    }
  }
}
