import type { Snapshot } from '@mercato/kit/aggregate';
import { currentContext } from '@mercato/kit/context';
import { randomIds } from '@mercato/kit/ids';
import type { StateStore } from '@mercato/kit/state';
import { silentLogger } from '@mercato/kit/telemetry';
import type { Clock } from '@mercato/kit/time';
import { FakeClock, MemoryPublisher, MemoryStateStore } from '@mercato/testkit';
import { storedPorts } from '../src/adapters/stored-ports.ts';
import type { ProductState } from '../src/domain/product-state.ts';
import type { ProductMetrics } from '../src/ports/product-metrics.ts';
import { ApplyCommands } from '../src/use-cases/apply-commands.ts';
import { MoveClosed } from '../src/use-cases/move-closed.ts';
import { Reservations } from '../src/use-cases/reservations.ts';
import { newProduct } from './examples.ts';

export const recordedMetrics = (): ProductMetrics & { readonly seen: string[] } => {
  const seen: string[] = [];
  return {
    seen,
    reservation: (step, outcome) => seen.push(`${step} ${outcome}`),
    catalogue: (inStock, outOfStock) => seen.push(`catalogue ${inStock} ${outOfStock}`),
  };
};

/** What one process of the service has over a store and a clock that may be anybody's. */
export const processOver = (store: StateStore, clock: Clock) => {
  const publisher = new MemoryPublisher();
  const metrics = recordedMetrics();
  // Sequential ids would repeat on a second replica.
  const ids = randomIds;
  const log = silentLogger;
  const deps = { store, publisher, clock, log, metrics, pollMs: 1_000, cacheTtlMs: 3_600_000, cacheSize: 1_000 };
  const { follower, ...ports } = storedPorts(deps);
  const mover = new MoveClosed({ ...ports, clock, ids, log });
  const reservations = new Reservations({ ...ports, mover, metrics, clock, ids });
  const commands = new ApplyCommands({ ...ports, clock });
  return { publisher, metrics, ids, log, ports, follower, mover, reservations, commands };
};

/** One replica over a store that it may share with others. */
export const replica = (store = new MemoryStateStore(), clock = new FakeClock()) => ({
  store,
  clock,
  ...processOver(store, clock),
});
export type Replica = ReturnType<typeof replica>;

export const addProduct = (
  on: Pick<Replica, 'commands'>,
  id: string,
  given: Parameters<typeof newProduct>[0] = {},
): Promise<void> => on.commands.create({ productId: id, commandId: `create ${id}` }, newProduct(given));

export const stateOf = async (on: Pick<Replica, 'ports'>, id: string): Promise<Snapshot<ProductState>> => {
  const snapshot = await on.ports.products.load(id);
  if (!snapshot) throw new Error(`no product ${id}`);
  return snapshot;
};

/** The deadlines under which the store is read from now on. */
export const deadlinesOf = (store: MemoryStateStore): readonly (number | undefined)[] => {
  const seen: (number | undefined)[] = [];
  const get = store.get.bind(store);
  store.get = (key) => {
    seen.push(currentContext()?.deadline);
    return get(key);
  };
  return seen;
};
