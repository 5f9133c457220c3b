import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Daprd, startDaprd } from '@mercato/testkit/process';
import { rootDir } from '../tools/shared/paths.ts';
import { say } from '../tools/shared/progress.ts';
import { cpuSeconds } from './lib/processes.ts';
import type { Figure } from './lib/history.ts';
import { type Block, type Comparison, compare, forthAndBack, type Question } from './lib/rounds.ts';
import { intervalOf } from './lib/statistics.ts';
import { publish } from './performance/publish.ts';
import { type Arm, arms, type Cost, type Task, type Used } from './sidecar/round.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';

const options = { blocks: atLeast(2, 5), calls: atLeast(1, 4_000) };
const atOnce = 16;
const method =
  'Strong reads (`get`) and guarded writes (`save`) of a value of 0.6 KB through a sidecar whose store is in memory, 16 at a time: by kit, as every service makes them; by the typed client of `@dapr/dapr` as it comes; and by HTTP with nothing around it, which is the floor. One process for each.';

// The store costs next to nothing, so that the difference is that of the ways to it.
const store = `apiVersion: dapr.io/v1alpha1
kind: Component
metadata:
  name: state
spec:
  type: state.in-memory
  version: v1
`;

const startArm = async (arm: Arm, { ports }: Daprd): Promise<ChildProcess> => {
  const script = join(rootDir, 'loadtests/sidecar/caller.ts');
  const child = fork(script, [arm, String(ports.http), String(ports.grpc)]);
  await once(child, 'message');
  return child;
};

type Measure = (arm: Arm, task: Task) => Promise<Cost>;

const measureWith =
  (sidecar: Daprd, children: Readonly<Record<Arm, ChildProcess>>): Measure =>
  async (arm, task) => {
    const before = cpuSeconds(sidecar.pid ?? 0);
    children[arm].send(task);
    const [{ cpuMs, ms }] = (await once(children[arm], 'message')) as [Used];
    const sidecarMs = (cpuSeconds(sidecar.pid ?? 0) - before) * 1_000;
    const cost = { app: cpuMs / task.calls, sidecar: sidecarMs / task.calls, latency: (ms * atOnce) / task.calls };
    const numbers = Object.entries(cost).map(([what, value]) => `${what} ${value.toFixed(3)}`);
    say(`${task.kind.padEnd(5)} ${arm.padEnd(5)} ${numbers.join('  ')} ms a call`);
    return cost;
  };

const questions = (kind: Task['kind']): readonly Question<Arm, Cost>[] =>
  (['sdk', 'http'] as const).flatMap((other) => {
    const beside = { ours: 'kit', other, unit: 'CPU-ms a call' } as const;
    const aim = other === 'sdk' ? { target: { atMost: 0.45 } } : {};
    return [
      { ...beside, ...aim, what: `${kind}, app`, of: ({ app }) => app },
      { ...beside, what: `${kind}, sidecar`, of: ({ sidecar }) => sidecar },
      { ...beside, what: `${kind}, latency`, unit: 'ms', of: ({ latency }) => latency },
    ];
  });

/** What a call costs the app as we make it, by itself. */
const ownCost = (kind: Task['kind'], done: readonly Block<Arm, Cost>[]): Figure => ({
  what: `${kind}, app, by kit`,
  unit: 'CPU-ms a call',
  value: intervalOf(done.flatMap(({ kit }) => kit.map(({ app }) => app))),
  target: { atMost: 0.3 },
});

/** What a call of the own sidecar costs: by kit, by the SDK's client as it comes, and by HTTP with nothing around it. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { blocks, calls } = numbersOf('sidecar', args, options);
  const sidecar = await startDaprd({ appId: 'order', resources: [store] });
  const children: Partial<Record<Arm, ChildProcess>> = {};
  const comparisons: Comparison[] = [];
  const figures: Figure[] = [];
  try {
    for (const arm of arms) children[arm] = await startArm(arm, sidecar);
    const measure = measureWith(sidecar, children as Record<Arm, ChildProcess>);
    for (const kind of ['get', 'save'] as const) {
      const task = { kind, calls, atOnce };
      for (const arm of arms) await measure(arm, task);
      const done = await forthAndBack(arms, blocks, (arm) => measure(arm, task));
      comparisons.push(...questions(kind).map((question) => compare(done, question)));
      figures.push(ownCost(kind, done));
    }
    publish({ bench: 'sidecar', method, blocks, comparisons, figures });
  } finally {
    for (const child of Object.values(children)) child.kill();
    await sidecar.stop();
  }
};
