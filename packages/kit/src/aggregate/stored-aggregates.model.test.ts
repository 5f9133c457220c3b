import { MemoryPublisher, MemoryStateStore } from '@mercato/testkit';
import {
  answerText,
  blind,
  explain,
  findsViolation,
  History,
  InterleavedClock,
  InterleavedStore,
  lags,
  mishaps,
  type Model,
  rewriting,
  runClients,
  type Weather,
} from '@mercato/testkit/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decide, type Envelope, StoredAggregates } from './index.ts';

interface Count {
  readonly n: number;
}
interface Add {
  readonly id: string;
  readonly by: number;
}
type Command = Add | 'read';

interface Sum extends Count {
  /** The first answer to each command. */
  readonly told: Readonly<Record<string, number>>;
}

const model: Model<Sum, Command> = {
  start: { n: 0, told: {} },
  step: (sum, command) => {
    if (command === 'read') return [{ state: sum, answer: answerText(sum.n) }];
    const known = sum.told[command.id];
    if (known !== undefined) return [{ state: sum, answer: answerText(known) }];
    const n = sum.n + command.by;
    return [{ state: { n, told: { ...sum.told, [command.id]: n } }, answer: answerText(n) }];
  },
};

const add =
  (by: number): Decide<Count, number> =>
  (current) => {
    const n = (current?.n ?? 0) + by;
    return { state: { n }, result: n };
  };

const storedIn = (store: MemoryStateStore): number => store.peek<Envelope<Count>>('count:a')?.state.n ?? 0;

/** Every second client talks to the other of two replicas. */
const run = async (
  { scheduler, ahead }: Weather,
  clients: readonly (readonly Command[])[],
  store: MemoryStateStore,
): Promise<History<Command>> => {
  const history = new History<Command>();
  const ports = {
    store: new InterleavedStore(store, scheduler, ahead),
    publisher: new MemoryPublisher(),
    clock: new InterleavedClock(scheduler),
  };
  const replica = () => new StoredAggregates<Count>({ ...ports, kind: 'count' });
  const [one, two] = [replica(), replica()];
  await runClients(scheduler, clients, (command, client) => {
    const aggregates = client % 2 === 0 ? one : two;
    return history.ask(command, async () =>
      command === 'read'
        ? ((await aggregates.load('a'))?.state.n ?? 0)
        : aggregates.execute('a', command.id, add(command.by)),
    );
  });
  return history;
};

// What a command adds goes with its id, as a repetition is the same command.
const adding: fc.Arbitrary<Command> = fc.nat(7).map((n) => ({ id: `c${n}`, by: n + 1 }));
const reading: fc.Arbitrary<Command> = fc.constant('read');
const clientsOf = (command: fc.Arbitrary<Command>) =>
  fc.array(fc.array(command, { maxLength: 4 }), { minLength: 2, maxLength: 4 });
const all = clientsOf(fc.oneof({ weight: 4, arbitrary: adding }, { weight: 1, arbitrary: reading }));

type NewStore = (behind: () => number) => MemoryStateStore;

/** The answers, and what lies there in the end, are those of a service that does one thing at a time. */
const explained = (newStore: NewStore, clients = all) =>
  fc.asyncProperty(fc.scheduler(), mishaps(), lags(), clients, async (scheduler, ahead, lag, given) => {
    const store = newStore(lag());
    const history = await run({ scheduler, ahead }, given, store);
    await history.ask('read', () => Promise.resolve(storedIn(store)));
    expect(explain(history.asked, model)).toBeDefined();
  });

const forgetful = (): MemoryStateStore =>
  rewriting<Envelope<Count>>(new MemoryStateStore(), 'count', (item) => ({ ...item, commands: [], writes: [] }));

describe(
  'commands of two replicas, interleaved at every await, with writes that fail in every way',
  { timeout: 60_000 },
  () => {
    it('answer as if they had come one after the other, each applied once', async () => {
      await fc.assert(
        explained(() => new MemoryStateStore()),
        { numRuns: 200 },
      );
    });

    it.each([
      ['ignores ETags', () => blind(new MemoryStateStore())],
      ['forgets what was done', forgetful],
    ])('do not over a store that %s', async (_name, store) => {
      expect(await findsViolation(explained(store))).toBe(true);
    });
  },
);

describe('over reads that lag behind', { timeout: 60_000 }, () => {
  const stale: NewStore = (behind) => new MemoryStateStore({ behind, eventual: ['get'] });

  it('a stale guard on a write costs a retry, never a lost update', async () => {
    await fc.assert(explained(stale, clientsOf(adding)), { numRuns: 200 });
  });

  it('what writes nothing is answered wrong: that is why reads are strong', async () => {
    expect(await findsViolation(explained(stale))).toBe(true);
  });
});

describe('a hot item', { timeout: 60_000 }, () => {
  it('applies 64 commands waiting on each of two replicas once each', async () => {
    const store = () => new MemoryStateStore();
    const clients = Array.from({ length: 128 }, (_, n) => [{ id: `c${n}`, by: 1 }]);
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), mishaps(), async (scheduler, planned) => {
        const hot = store();
        const ahead = planned.filter((mishap) => mishap !== 'unavailable');
        const { asked } = await run({ scheduler, ahead }, clients, hot);
        expect(storedIn(hot)).toBe(128);
        expect(new Set(asked.map((a) => a.answer)).size).toBe(128);
        expect(hot.writes).toBeLessThan(32);
      }),
      { numRuns: 50 },
    );
  });
});
