import { maxCartLines } from '@mercato/contracts/cart';
import { type Envelope, StoredAggregates } from '@mercato/kit/aggregate';
import type { StateStore } from '@mercato/kit/state';
import { silentLogger } from '@mercato/kit/telemetry';
import type { Clock } from '@mercato/kit/time';
import { randomIds } from '@mercato/kit/ids';
import { FakeClock, MemoryPublisher, MemoryStateStore } from '@mercato/testkit';
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
} from '@mercato/testkit/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cart, clear, remove } from '../../src/domain/cart.ts';
import { onOrderConfirmed } from '../../src/subscriptions/order-confirmed.ts';
import type { CartDeps } from '../../src/use-cases/cart-deps.ts';
import { changeCart, mergeGuestCart } from '../../src/use-cases/merge-guest-cart.ts';
import { putItem } from '../../src/use-cases/put-item.ts';
import { readCart, writeCart } from '../../src/use-cases/write-cart.ts';
import { at, cartOf, confirmed, line, quantities, seen } from '../builders.ts';
import { type CartCommand, cartModel, type Carts, type Lines } from './cart-model.ts';

const idOf = { user: 'ada', guest: 'guest-g' } as const;

const processOver = (store: StateStore, clock: Clock): CartDeps => ({
  carts: new StoredAggregates<Cart>({ store, publisher: new MemoryPublisher(), kind: 'cart', clock }),
  prices: { of: async (ids) => new Map(ids.map((id) => [id, seen(id)])) },
  metrics: { changed: () => undefined },
  clock,
  // Sequential ids would repeat on a second replica.
  ids: randomIds,
  log: silentLogger,
});

const show = async (on: CartDeps): Promise<Carts> => ({
  user: quantities((await readCart(on, idOf.user)).state),
  guest: quantities((await readCart(on, idOf.guest)).state),
});

const carryOut = async (on: CartDeps, command: CartCommand): Promise<unknown> => {
  if (command.kind === 'show') return show(on);
  if (command.kind === 'merge') return mergeGuestCart(on, idOf.user, 'g');
  if (command.kind === 'ordered')
    await new MemoryPublisher().deliver(confirmed(command.order, command.lines), onOrderConfirmed(on));
  else if (command.kind === 'clear') await changeCart(on, idOf[command.whose], (cart) => clear(cart, at));
  else if (command.kind === 'remove')
    await changeCart(on, idOf[command.whose], (cart) => remove(cart, command.product, at));
  else await putItem(on, idOf[command.whose], { productId: command.product, quantity: command.quantity });
  return 'done';
};

const whose = fc.constantFrom('user' as const, 'guest' as const);
const product = fc.constantFrom('a', 'b', 'c');
const quantity = fc.constantFrom(1, 2, 60);
const orders: Readonly<Record<string, Lines>> = { o1: { a: 1 }, o2: { a: 1, b: 2 } };
const command: fc.Arbitrary<CartCommand> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('put' as const), whose, product, quantity }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), whose, product }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clear' as const), whose }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...Object.entries(orders).map(([order, lines]) => ({ kind: 'ordered' as const, order, lines })),
    ),
  },
  { weight: 4, arbitrary: fc.constant({ kind: 'merge' as const }) },
);
const clients = fc.array(fc.array(command, { maxLength: 4 }), { minLength: 2, maxLength: 4 });

/** The user has nothing yet, or room for one line or two. */
const start = fc.record({
  lines: fc.constantFrom(0, maxCartLines - 2, maxCartLines - 1),
  guests: fc.constantFrom([], ['a'], ['a', 'b']),
});
const cartsOf = ({ lines, guests }: { readonly lines: number; readonly guests: readonly string[] }) => ({
  user: cartOf(...Array.from({ length: lines }, (_, n) => line(`p${n}`))),
  guest: cartOf(...guests.map((id) => line(id, 2))),
});

type NewStore = (behind: () => number) => MemoryStateStore;

const losing = (lose: (cart: Cart) => Cart) => () =>
  rewriting<Envelope<Cart>>(new MemoryStateStore(), 'cart', (item) => ({ ...item, state: lose(item.state) }));

type Clients = readonly (readonly CartCommand[])[];

const explained = (newStore: NewStore, commands: fc.Arbitrary<Clients> = clients, begin = start) =>
  fc.asyncProperty(fc.scheduler(), mishaps(), lags(), begin, commands, async (scheduler, ahead, lag, from, given) => {
    const behind = lag();
    let steady = true;
    const store = newStore(() => (steady ? 0 : behind()));
    const quiet = processOver(store, new FakeClock());
    const carts = cartsOf(from);
    for (const who of ['user', 'guest'] as const) await writeCart(quiet, idOf[who], () => carts[who]);
    steady = false;
    const history = new History<CartCommand>();
    const interleaved = new InterleavedStore(store, scheduler, ahead);
    const clock = new InterleavedClock(scheduler);
    const [one, two] = [processOver(interleaved, clock), processOver(interleaved, clock)];
    await runClients(scheduler, given, (c, client) => history.ask(c, () => carryOut(client % 2 === 0 ? one : two, c)));
    steady = true;
    // What a merge left half done, the next request of either carries to its end.
    const guest = await readCart(quiet, idOf.guest);
    if (guest.state.merging) await history.ask({ kind: 'merge' }, () => carryOut(quiet, { kind: 'merge' }));
    await history.ask({ kind: 'show' }, () => show(quiet));
    const model = cartModel({ user: quantities(carts.user), guest: quantities(carts.guest) });
    expect(explain(history.asked, model)).toBeDefined();
  });

/** Two requests merge while somebody fills the last line of the user's cart. */
const crowded = (): ReturnType<typeof explained> => {
  const merging = fc.constant<CartCommand[]>([{ kind: 'merge' }]);
  const filling = fc.array(fc.record({ kind: fc.constant('put' as const), whose, product, quantity }), {
    maxLength: 2,
  });
  const full = fc.constant({ lines: maxCartLines - 1, guests: ['a'] });
  return explained(() => new MemoryStateStore(), fc.tuple(merging, merging, filling), full);
};

describe(
  'a user’s cart and a guest’s, changed and merged by two replicas, interleaved at every await',
  { timeout: 60_000 },
  () => {
    it('hold what they would if everything came one after the other', async () => {
      await fc.assert(
        explained(() => new MemoryStateStore()),
        { numRuns: 120 },
      );
    });

    it('lose no line where two merge into a cart that fills up', async () => {
      await fc.assert(crowded(), { numRuns: 150 });
    });

    it.each<[string, NewStore]>([
      ['ETags', () => blind(new MemoryStateStore())],
      ['a memory of merges', losing((cart) => ({ ...cart, merges: [] }))],
      ['a memory of orders', losing((cart) => ({ ...cart, orders: [] }))],
      ['strong reads', (behind) => new MemoryStateStore({ behind, eventual: ['get'] })],
    ])('would be wrong without %s', async (_name, store) => {
      expect(await findsViolation(explained(store))).toBe(true);
    });
  },
);
