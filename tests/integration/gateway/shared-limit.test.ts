import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts, startService, workFolder } from '@mercato/testkit/process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DaprWorld, startDaprWorld } from '../../support/dapr-world.ts';

const perSecond = 20;
const seconds = 4;
/** Of one address: what it may have at once, and what comes in the time. */
const allowed = perSecond + perSecond * seconds;

let world: DaprWorld;
beforeAll(async () => {
  world = await startDaprWorld();
});
afterAll(() => world.stop());

/** Two gateways as they are shipped, on one sidecar of theirs. */
const twoGateways = async (edit: (path: string, text: string) => string = (_, text) => text) => {
  const files = ['components/local/state.yaml', 'resiliency-gateway.yaml'];
  const { daprd } = await world.sidecar({ appId: 'gateway', files, edit });
  const folder = workFolder('gateways');
  world.onStop(() => folder.remove());
  const env = {
    RATE_LIMIT_PER_SECOND: String(perSecond),
    RATE_LIMIT_BURST: String(perSecond),
    // Wrong, as it is after every change of their number, until they have told each other.
    RATE_LIMIT_REPLICAS: '1',
    LOG_LEVEL: 'error',
  };
  const start = async (app: number): Promise<string> => {
    const ports = { app, daprHttp: daprd.ports.http, daprGrpc: daprd.ports.grpc };
    const service = await startService('gateway', { ports, env, logFile: `${folder.path}/${app}.log` });
    world.onStop(() => service.stop());
    await service.waitUntilReady();
    return service.url;
  };
  return Promise.all((await freePorts(2)).map(start));
};

/** How many of a flood that comes evenly over both are not answered 429. */
const admittedOf = async (urls: readonly string[]): Promise<number> => {
  const statuses: Promise<number>[] = [];
  const began = performance.now();
  while (performance.now() - began < seconds * 1_000) {
    for (const url of urls) statuses.push(fetch(`${url}/nowhere`).then(({ status }) => status));
    await sleep(20);
  }
  return (await Promise.all(statuses)).filter((status) => status !== 429).length;
};

it('two gateways give one address together what it may have', async () => {
  const admitted = await admittedOf(await twoGateways());
  expect(admitted).toBeGreaterThan(0.85 * allowed);
  expect(admitted).toBeLessThan(1.3 * allowed);
});

it('twice as much where their sidecars have no store in common', async () => {
  const admitted = await admittedOf(await twoGateways((_, text) => text.replace('  - gateway\n', '')));
  expect(admitted).toBeGreaterThan(1.6 * allowed);
});
