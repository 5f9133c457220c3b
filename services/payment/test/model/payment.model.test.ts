import { paymentCaptured, paymentRefunded } from '@mercato/contracts/payment';
import { type Envelope, StoredAggregates } from '@mercato/kit/aggregate';
import { randomIds } from '@mercato/kit/ids';
import { Bulkhead, unguarded } from '@mercato/kit/resilience';
import type { StateStore } from '@mercato/kit/state';
import type { Clock } from '@mercato/kit/time';
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
import type { ProviderAccount } from '../../src/adapters/provider-account.ts';
import { SimulatedProvider } from '../../src/adapters/simulated-provider.ts';
import { type PaymentState, sumsOf } from '../../src/domain/payment.ts';
import { authorize } from '../../src/use-cases/authorize.ts';
import { capture } from '../../src/use-cases/capture.ts';
import type { PaymentParts } from '../../src/use-cases/parts.ts';
import { refund } from '../../src/use-cases/refund.ts';
import { undo } from '../../src/use-cases/void.ts';
import { authorizeRequest, eur, keptOf, orderId, step } from '../world.ts';
import { type PaymentCommand, paymentModel, price, type Sums } from './payment-model.ts';

const processOver = (store: StateStore, clock: Clock, publisher: MemoryPublisher): PaymentParts => {
  const ports = { store, publisher, clock, ids: randomIds };
  return {
    ...ports,
    payments: new StoredAggregates<PaymentState>({ ...ports, kind: 'payment' }),
    provider: new SimulatedProvider(ports),
    breaker: unguarded,
    bulkhead: new Bulkhead({ dependency: 'card-provider', limit: 25 }),
    providerTimeoutMs: 60_000,
  };
};

const show = async ({ payments }: PaymentParts): Promise<Sums> => {
  const found = await payments.load(orderId);
  return found ? sumsOf(found.state) : { authorized: 0, captured: 0, refunded: 0 };
};

const carryOut = async (on: PaymentParts, command: PaymentCommand, scenario: string): Promise<unknown> => {
  if (command.kind === 'show') return show(on);
  const { key } = command;
  if (command.kind === 'capture') return (await capture(on, step(`capture:${key}`, key))).amount;
  if (command.kind === 'undo') return (await undo(on, step(`undo:${key}`, key))).amount;
  if (command.kind === 'refund')
    return (await refund(on, { ...step(command.refund, key), amount: eur(command.amount) })).amount;
  await authorize(on, authorizeRequest(command.declined ? 'declined' : scenario, { key, amount: price }));
  return 'held';
};

const keys = { a: `${orderId}:a`, b: `${orderId}:b` } as const;
const refunds = [
  { key: keys.a, refund: 'r1', amount: 300 },
  { key: keys.a, refund: 'r2', amount: 300 },
  { key: keys.b, refund: 'r3', amount: 200 },
];
const keyed = <K extends string>(...kinds: K[]) =>
  fc.record({ kind: fc.constantFrom(...kinds), key: fc.constantFrom(keys.a, keys.a, keys.b) });
const command = (declined: boolean): fc.Arbitrary<PaymentCommand> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        { kind: 'authorize' as const, key: keys.a, declined },
        { kind: 'authorize' as const, key: keys.b, declined: false },
      ),
    },
    { weight: 4, arbitrary: keyed('capture') },
    { weight: 2, arbitrary: keyed('undo') },
    { weight: 3, arbitrary: fc.constantFrom(...refunds).map((r) => ({ kind: 'refund' as const, ...r })) },
  );
const clients = fc
  .boolean()
  .chain((declined) => fc.array(fc.array(command(declined), { maxLength: 4 }), { minLength: 2, maxLength: 3 }));
/** How the provider treats cards that are good: its answers may get lost. */
const scenarios = fc.constantFrom('success', 'lost', 'capturelost');

type NewStore = (behind: () => number) => MemoryStateStore;

const checkProvider = (store: MemoryStateStore): void => {
  const own = store.peek<Envelope<PaymentState>>(`payment:${orderId}`)?.state;
  for (const attempt of own?.attempts ?? []) {
    const account = store.peek<Envelope<ProviderAccount>>(`provider:${attempt.providerKey}`)?.state;
    const back = own?.refunds.filter((r) => r.authorizeKey === attempt.key).reduce((n, r) => n + r.amount, 0) ?? 0;
    const kept = attempt.status === 'authorized' || attempt.status === 'captured' ? attempt.amount - back : 0;
    expect(keptOf(account)).toBe(kept);
  }
};

const checkFacts = (publisher: MemoryPublisher, { captured, refunded }: Sums): void => {
  const told = (topic: string): number => {
    const once = new Map(publisher.published.filter((m) => m.topic === topic).map((m) => [m.id, m.data]));
    return [...once.values()].reduce((n, data) => n + (data as { amount: { amount: number } }).amount.amount, 0);
  };
  expect([told(paymentCaptured.topic), told(paymentRefunded.topic)]).toEqual([captured, refunded]);
};

type Stored = Envelope<PaymentState>;

const losing = (lose: (payment: PaymentState) => PaymentState) => () =>
  rewriting<Stored>(new MemoryStateStore(), 'payment', (item) => ({ ...item, state: lose(item.state) }));

const forgetfulProvider = () =>
  rewriting<Envelope<ProviderAccount>>(new MemoryStateStore(), 'provider', (item) => ({
    ...item,
    state: { ...item.state, refunds: {} },
  }));

const balanced = (payment: PaymentState): void => {
  const { authorized, captured, refunded } = sumsOf(payment);
  expect(authorized).toBeGreaterThanOrEqual(captured);
  expect(captured).toBeGreaterThanOrEqual(refunded);
};

interface Ended {
  readonly history: History<PaymentCommand>;
  readonly store: MemoryStateStore;
  readonly publisher: MemoryPublisher;
  readonly sums: Sums;
}

/** The books balance after every write; `check` looks at how it all ended. */
const property = (newStore: NewStore, check: (ended: Ended) => void) =>
  fc.asyncProperty(
    fc.scheduler(),
    mishaps(),
    lags(),
    fc.tuple(clients, scenarios),
    async (scheduler, ahead, lag, [given, scenario]) => {
      const behind = lag();
      let steady = false;
      const written: PaymentState[] = [];
      const store = rewriting<Stored>(
        newStore(() => (steady ? 0 : behind())),
        'payment',
        (item) => {
          written.push(item.state);
          return item;
        },
      );
      const publisher = new MemoryPublisher();
      const interleaved = new InterleavedStore(store, scheduler, ahead);
      const clock = new InterleavedClock(scheduler);
      const [one, two] = [processOver(interleaved, clock, publisher), processOver(interleaved, clock, publisher)];
      const history = new History<PaymentCommand>();
      const ask = (on: PaymentParts, c: PaymentCommand) => history.ask(c, () => carryOut(on, c, scenario));
      await runClients(scheduler, given, (c, client) => ask(client % 2 === 0 ? one : two, c));
      steady = true;
      const quiet = processOver(store, new FakeClock(), publisher);
      // As their callers do: whoever heard nothing asks again until there is an answer.
      const unheard = history.asked.filter(({ answer }) => answer === undefined);
      for (const { command: c } of unheard) while (!(await ask(quiet, c)));
      await ask(quiet, { kind: 'show' });
      written.forEach(balanced);
      check({ history, store, publisher, sums: await show(quiet) });
    },
  );

const explained = (newStore: NewStore) =>
  property(newStore, ({ history, store, publisher, sums }) => {
    expect(explain(history.asked, paymentModel)).toBeDefined();
    checkProvider(store);
    checkFacts(publisher, sums);
  });

describe(
  'the payments of one order, their steps interleaved at every await on two replicas',
  { timeout: 60_000 },
  () => {
    it('answer as if they had come one after the other', async () => {
      await fc.assert(
        explained(() => new MemoryStateStore()),
        { numRuns: 200 },
      );
    });

    it.each<[string, NewStore]>([
      ['ETags', () => blind(new MemoryStateStore())],
      ['tombstones', losing((payment) => ({ ...payment, tombstones: {} }))],
      ['a record of what was promised back', losing((payment) => ({ ...payment, refunds: [] }))],
      ['a provider that knows its keys', forgetfulProvider],
      ['strong reads', (behind) => new MemoryStateStore({ behind, eventual: ['get'] })],
    ])('would be wrong without %s', async (_name, store) => {
      expect(await findsViolation(explained(store))).toBe(true);
    });

    it('never take more than was authorised, nor give back more than was taken, however far reads lag', async () => {
      const stale: NewStore = (behind) => new MemoryStateStore({ behind, eventual: ['get'] });
      await fc.assert(
        property(stale, () => undefined),
        { numRuns: 200 },
      );
    });
  },
);
