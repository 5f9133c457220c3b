import type { Envelope } from '@mercato/kit/aggregate';
import { MemoryStateStore } from '@mercato/testkit';
import {
  blind,
  explain,
  findsViolation,
  History,
  InterleavedClock,
  InterleavedStore,
  lags,
  mishaps,
  rewriting,
  runClients,
  type Weather,
} from '@mercato/testkit/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProductState } from '../../src/domain/product-state.ts';
import { addProduct, processOver, type Replica, replica } from '../world.ts';
import { type Shown, type StockCommand, stockModel } from './stock-model.ts';

const productId = 'prd-1';
const units = 5;

type Process = Pick<Replica, 'ports' | 'reservations' | 'commands'>;

const show = async ({ ports }: Pick<Process, 'ports'>): Promise<Shown | undefined> => {
  const found = await ports.products.load(productId);
  if (!found) return undefined;
  const { onHand, reserved, sold, received } = found.state.stock;
  return { available: onHand - reserved, reserved, sold, received };
};

const receive = async ({ commands, ports }: Process, id: string, delta: number): Promise<unknown> => {
  await commands.changeStock({ productId, commandId: id }, { delta });
  const result = await ports.results.find(id);
  return result?.outcome === 'refused' ? result.code : result?.outcome;
};

const carryOut = async (on: Process, command: StockCommand): Promise<unknown> => {
  if (command.kind === 'show') return show(on);
  if (command.kind === 'receive') return receive(on, command.id, command.delta);
  const { kind, key } = command;
  if (kind === 'reserve') {
    const lines = [{ key, productId, quantity: command.quantity }];
    return (await on.reservations.reserve({ orderId: 'o1', lines })).lines[0]?.quantity;
  }
  await on.reservations[kind]({ orderId: 'o1', lines: [{ key, productId }] });
  return 'done';
};

const key = fc.constantFrom('k1', 'k2', 'k3');
const writing: fc.Arbitrary<StockCommand> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('reserve' as const), key, quantity: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('commit' as const, 'release' as const), key }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...[-4, 3].map((delta) => ({ kind: 'receive' as const, id: `d${delta}`, delta }))),
  },
);
const showing: fc.Arbitrary<StockCommand> = fc.constant({ kind: 'show' });
const clients = fc.array(
  fc.array(fc.oneof({ weight: 5, arbitrary: writing }, { weight: 1, arbitrary: showing }), { maxLength: 4 }),
  { minLength: 2, maxLength: 4 },
);

const run = async (
  { scheduler, ahead }: Weather,
  given: readonly (readonly StockCommand[])[],
  store: MemoryStateStore,
): Promise<History<StockCommand>> => {
  const history = new History<StockCommand>();
  const interleaved = new InterleavedStore(store, scheduler, ahead);
  const clock = new InterleavedClock(scheduler);
  const [one, two] = [processOver(interleaved, clock), processOver(interleaved, clock)];
  await runClients(scheduler, given, (command, client) =>
    history.ask(command, () => carryOut(client % 2 === 0 ? one : two, command)),
  );
  return history;
};

type Stored = Envelope<ProductState>;

const losing = (lose: (item: Stored) => Stored) => () => rewriting(new MemoryStateStore(), 'product', lose);

const memory = (item: Stored): Stored => ({ ...item, commands: [], writes: [] });

const tombstones = (item: Stored): Stored => {
  const kept = Object.entries(item.state.reservations).filter(([, r]) => r.status !== 'released');
  return { ...item, state: { ...item.state, reservations: Object.fromEntries(kept) } };
};

const commands = (item: Stored): Stored => memory({ ...item, state: { ...item.state, applied: [] } });

const balanced = ({ stock, reservations }: ProductState): void => {
  const sum = (status: string): number =>
    Object.values(reservations).reduce((n, r) => n + (r.status === status ? r.quantity : 0), 0);
  expect(stock.reserved).toBe(sum('reserved'));
  expect(stock.sold).toBe(sum('committed'));
  expect(stock.onHand).toBe(stock.received - stock.sold);
  expect(stock.onHand).toBeGreaterThanOrEqual(stock.reserved);
};

type NewStore = (behind: () => number) => MemoryStateStore;

const property = (newStore: NewStore, check: (history: History<StockCommand>) => void) =>
  fc.asyncProperty(fc.scheduler(), mishaps(), lags(), clients, async (scheduler, ahead, lag, given) => {
    const behind = lag();
    let steady = true;
    const written: ProductState[] = [];
    const store = rewriting<Stored>(
      newStore(() => (steady ? 0 : behind())),
      'product',
      (item) => {
        written.push(item.state);
        return item;
      },
    );
    await addProduct(replica(store), productId, { stock: units });
    steady = false;
    const history = await run({ scheduler, ahead }, given, store);
    steady = true;
    await history.ask({ kind: 'show' }, () => show(replica(store)));
    written.forEach(balanced);
    check(history);
  });

/** Every unit is accounted for at every moment, whatever was answered. */
const accounted = (newStore: NewStore) => property(newStore, () => undefined);

/** The answers, too, are those of a shelf that serves one hand at a time. */
const explained = (newStore: NewStore) =>
  property(newStore, (history) => expect(explain(history.asked, stockModel(units))).toBeDefined());

describe('the stock of one product, its steps interleaved at every await on two replicas', { timeout: 60_000 }, () => {
  it('answers as if they had come one after the other: nothing oversold, lost or done twice', async () => {
    await fc.assert(
      explained(() => new MemoryStateStore()),
      { numRuns: 150 },
    );
  });

  it('needs no memory of commands and writes to keep its books: the keys of its reservations are enough', async () => {
    await fc.assert(accounted(losing(memory)), { numRuns: 100 });
  });

  it.each<[string, NewStore]>([
    ['ETags', () => blind(new MemoryStateStore())],
    ['tombstones', losing(tombstones)],
    ['a memory of administrative commands', losing(commands)],
  ])('would be wrong without %s', async (_name, store) => {
    expect(await findsViolation(explained(store))).toBe(true);
  });
});

describe('over reads that lag behind', { timeout: 60_000 }, () => {
  const stale: NewStore = (behind) => new MemoryStateStore({ behind, eventual: ['get'] });

  it('a stale guard sells nothing twice and loses nothing', async () => {
    await fc.assert(accounted(stale), { numRuns: 150 });
  });

  it('but a refusal, or a release that finds nothing to do, is wrong: they rest on the strong read', async () => {
    expect(await findsViolation(explained(stale))).toBe(true);
  });

  it('reads of many may lag: no step rests on one', async () => {
    await fc.assert(
      explained((behind) => new MemoryStateStore({ behind })),
      { numRuns: 50 },
    );
  });
});
