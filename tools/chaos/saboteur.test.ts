import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { type Breakable, Saboteur } from './saboteur.ts';

let done: string[] = [];
let running = true;
let saboteur: Saboteur;

const note = (what: string) => (): Promise<void> => {
  done.push(what);
  return Promise.resolve();
};
const process = (name: string): Breakable['apps'][number]['service'] => ({
  name,
  get running() {
    return running;
  },
  kill: (signal) => note(`${signal} ${name}`)(),
  pause: () => void done.push(`pause ${name}`),
  resume: () => void done.push(`resume ${name}`),
});
const line = (name: string): Breakable['faults']['store'] => ({
  cut: note(`cut ${name}`),
  mute: note(`mute ${name}`),
  slow: (ms) => note(`slow ${name} ${ms}`)(),
  restore: note(`restore ${name}`),
});
const app = (name: string, n: number) => ({
  name,
  service: process(`${name} ${n}`),
  sidecar: process(`daprd of ${name} ${n}`),
});

beforeEach(() => {
  [done, running] = [[], true];
  saboteur = new Saboteur({
    apps: [app('order', 1), app('order', 2)],
    faults: { store: line('store'), queue: line('queue') },
  });
});

it('kills the replica and the half that was meant', async () => {
  await saboteur.act({ at: 0, action: 'kill', target: 'order-2.sidecar', ms: 0 });
  await saboteur.act({ at: 0, action: 'kill', target: 'order', ms: 0 });
  expect(done).toEqual(['SIGKILL daprd of order 2', 'SIGKILL order 1']);
});

it('waits for what is just being started again, so that each kill is one', async () => {
  running = false;
  const killing = saboteur.act({ at: 0, action: 'kill', target: 'order', ms: 0 });
  await sleep(100);
  expect(done).toEqual([]);
  running = true;
  await killing;
  expect(done).toEqual(['SIGKILL order 1']);
});

it.each([
  ['pause', 'order', 'pause order 1', 'resume order 1'],
  ['cut', 'store', 'cut store', 'restore store'],
  ['mute', 'queue', 'mute queue', 'restore queue'],
  ['slow', 'store', 'slow store 700', 'restore store'],
] as const)('ends what it began: %s', async (action, target, begun, ended) => {
  await saboteur.act({ at: 0, action, target, ms: 50, delayMs: 700 });
  expect(done).toEqual([begun]);
  await expect.poll(() => done).toEqual([begun, ended]);
});

it('relents at once when asked', async () => {
  await saboteur.act({ at: 0, action: 'pause', target: 'order', ms: 60_000 });
  await saboteur.relent();
  expect(done).toEqual(['pause order 1', 'resume order 1']);
});

it('knows whom it can hit', () =>
  expect(saboteur.act({ at: 0, action: 'kill', target: 'nobody', ms: 0 })).rejects.toThrow('nobody'));
