import { connectDapr } from '@mercato/kit/dapr';
import { plainHttp } from '../baselines/plain-http.ts';
import { stockSdk } from '../baselines/stock-sdk.ts';
import type { Arm, Task, Used } from './round.ts';

/** Strong reads and guarded writes of one store, in one of the ways to make them. */
export interface Store {
  get(key: string): Promise<unknown>;
  save(key: string, value: object): Promise<unknown>;
}

const [arm = '', http = '', grpc = ''] = process.argv.slice(2);

const ofKit = (): Store => {
  const { state } = connectDapr({ appId: 'order', httpPort: Number(http), grpcPort: Number(grpc) });
  return { get: (key) => state.get(key), save: (key, value) => state.create(key, value) };
};

const stores: Readonly<Record<Arm, () => Store>> = {
  kit: ofKit,
  sdk: () => stockSdk(grpc),
  http: () => plainHttp(http),
};

const store = stores[arm as Arm]();
// The size of an order.
const value = { text: 'x'.repeat(600) };
let written = 0;

const work: Readonly<Record<Task['kind'], () => Promise<unknown>>> = {
  get: () => store.get(`order:${arm}`),
  save: () => store.save(`order:${arm}-${process.pid}-${(written += 1)}`, value),
};

const perform = async ({ kind, calls, atOnce }: Task): Promise<Used> => {
  const [cpu, began] = [process.cpuUsage(), performance.now()];
  let left = calls;
  const caller = async (): Promise<void> => {
    while (left-- > 0) await work[kind]();
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMs: (user + system) / 1_000, ms: performance.now() - began };
};

process.on('message', (task: Task) => {
  void perform(task).then((used) => process.send?.(used));
});
await store.save(`order:${arm}`, value);
process.send?.('ready');
