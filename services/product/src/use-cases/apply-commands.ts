import type { NewProduct, ProductUpdate, StockChange } from '@mercato/contracts/product';
import type { Aggregates } from '@mercato/kit/aggregate';
import { DomainError, isRefusal } from '@mercato/kit/errors';
import { type Clock, iso } from '@mercato/kit/time';
import {
  type Admin,
  changeStock,
  create,
  createOrReplace,
  decided,
  refused,
  remove,
  update,
} from '../domain/manage.ts';
import type { DecidedCommand, ProductState } from '../domain/product-state.ts';
import type { ChangeLog } from '../ports/change-log.ts';
import type { CommandResult, CommandResults } from '../ports/command-results.ts';
import type { ProductIds } from '../ports/product-ids.ts';

export interface ApplyCommandsDeps {
  readonly products: Aggregates<ProductState>;
  readonly productIds: ProductIds;
  readonly changes: ChangeLog;
  readonly results: CommandResults;
  readonly clock: Clock;
}

export type ImportedProduct = NewProduct & { readonly id: string };
type Target = Pick<Admin, 'productId' | 'commandId'>;
type Refusal = NonNullable<DecidedCommand['refused']>;
type Change = (state: ProductState | undefined, admin: Admin, version: number) => ProductState;

const atOnce = 8;

/** Carries out administrative commands, each once. A method returns when every effect is stored, the result last of all. */
export class ApplyCommands {
  readonly #deps: ApplyCommandsDeps;

  constructor(deps: ApplyCommandsDeps) {
    this.#deps = deps;
  }

  create(target: Target, given: NewProduct): Promise<void> {
    return this.#one(target, (state, admin) => create(state, given, admin));
  }

  update(target: Target, changes: ProductUpdate): Promise<void> {
    return this.#one(target, (state, admin) => update(state, changes, admin));
  }

  remove(target: Target): Promise<void> {
    return this.#one(target, remove);
  }

  changeStock(target: Target, change: StockChange): Promise<void> {
    return this.#one(target, (state, admin, version) => changeStock(state, change, version, admin));
  }

  import(commandId: string, products: readonly ImportedProduct[]): Promise<void> {
    return this.#once(commandId, async () => {
      // The last one of an id wins; two commands with one id on one product would be taken for a repetition.
      const byId = [...new Map(products.map((p) => [p.id, p])).values()];
      for (let from = 0; from < byId.length; from += atOnce) {
        const some = byId.slice(from, from + atOnce);
        await Promise.all(
          some.map((p) =>
            this.#write({ productId: p.id, commandId }, (state, admin) => createOrReplace(state, p, admin)),
          ),
        );
      }
      return byId.map((p) => p.id);
    });
  }

  #one(target: Target, change: Change): Promise<void> {
    return this.#once(target.commandId, async () => {
      await this.#write(target, change);
      return [target.productId];
    });
  }

  async #once(commandId: string, work: () => Promise<readonly string[]>): Promise<void> {
    const { results, productIds, changes } = this.#deps;
    if (await results.find(commandId)) return;
    let result: CommandResult = { outcome: 'done' };
    try {
      const ids = await work();
      await productIds.add(ids);
      await changes.append(ids);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      result = { outcome: 'refused', code: error.code, detail: error.message };
    }
    await results.record(commandId, result);
  }

  async #write(target: Target, change: Change): Promise<void> {
    const { products, clock } = this.#deps;
    const now = clock.now();
    const admin: Admin = { ...target, now, at: iso(now) };
    const refusal = await products.execute<Refusal | null>(target.productId, target.commandId, (state, next) => {
      const known = decided(state, target.commandId);
      if (known) return { result: known.refused ?? null };
      try {
        return { state: change(state, admin, next - 1), result: null };
      } catch (error) {
        if (!state || !isRefusal(error)) throw error;
        return { state: refused(state, admin, error), result: { code: error.code, detail: error.message } };
      }
    });
    if (refusal) throw new DomainError(refusal.code, refusal.detail);
  }
}
