import { FakeClock, MemoryPublisher, MemoryStateStore, SequentialIds } from '@mercato/testkit';
import { type Envelope, StoredAggregates } from '../src/aggregate/index.ts';
import { DomainError } from '../src/errors/index.ts';
import {
  newSagaLog,
  sagaRegistry,
  SagaRunner,
  type SagaDefinition,
  type SagaFaults,
  type SagaLog,
} from '../src/saga/index.ts';

export interface State {
  readonly log: SagaLog;
  readonly learnt: readonly string[];
}

export class Crash extends Error {}

/** A saga of three steps over one store; effects are remembered by key, as honest callees do. */
export const sagaWorld = () => {
  const store = new MemoryStateStore();
  const clock = new FakeClock();
  const ids = new SequentialIds();
  const calls: string[] = [];
  const effects = new Set<string>();
  const failures = new Map<string, unknown[]>();
  const meanwhile = new Map<string, () => Promise<unknown>>();
  let crashAt: string | undefined;
  const call = async (name: string, effect: () => void): Promise<string> => {
    calls.push(name);
    await meanwhile.get(name)?.();
    const failure = failures.get(name)?.shift();
    if (failure === undefined || (failure instanceof DomainError && failure.code === 'dependency.timeout')) effect();
    if (failure !== undefined) throw failure as Error;
    return name;
  };
  const step = (id: string): SagaDefinition<State>['steps'][number] => ({
    id,
    timeoutMs: 1_000,
    ...(id === 'end' ? { canRefuse: false } : {}),
    do: ({ key }) => call(id, () => effects.add(key)),
    undo: ({ key }) => call(`undo:${id}`, () => effects.delete(key)),
    record: (state, output) => ({ ...state, learnt: [...state.learnt, output as string] }),
  });
  /** A step of a name with a plus before it follows the one before it at once. */
  const list = (version: number, ...steps: string[]): SagaDefinition<State> => ({
    id: 'test',
    version,
    timedOut: 'order.timed_out',
    steps: steps.map((name) =>
      name.startsWith('+') ? { ...step(name.slice(1)), follows: true as const } : step(name),
    ),
  });
  const faults: SagaFaults = async (point, label) => {
    await Promise.resolve();
    if (crashAt !== `${point}:${label}`) return;
    crashAt = undefined;
    throw new Crash(`${point}:${label}`);
  };
  const runner = (registry = sagaRegistry(list(1, 'a', 'b', 'end'))): SagaRunner<State> =>
    new SagaRunner<State>({
      aggregates: new StoredAggregates({ store, publisher: new MemoryPublisher(), kind: 'saga', clock }),
      host: { log: (s) => s.log, withLog: (s, log) => ({ ...s, log }) },
      registry,
      clock,
      ids,
      giveUpAfterMs: 10_000,
      parkAfter: { tries: 2, ms: 0 },
      faults,
    });
  const run = (r = runner()) =>
    r.run('s1', (current) => ({ state: current ?? { log: newSagaLog(1, clock.now()), learnt: [] } }));
  return {
    run,
    runner,
    list,
    store,
    clock,
    calls,
    effects,
    fail: (name: string, ...errorsInTurn: unknown[]) => failures.set(name, errorsInTurn),
    during: (name: string, what: () => Promise<unknown>) => meanwhile.set(name, what),
    crash: (where: string) => (crashAt = where),
    stored: () => store.peek<Envelope<State>>('saga:s1')?.state,
  };
};
