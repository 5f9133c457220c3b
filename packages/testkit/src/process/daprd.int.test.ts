import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { isAlive } from '../../../../tools/shared/processes.ts';
import { writeNameResolution } from '../../../../tools/start/environment.ts';
import { freePorts, startDaprd, workFolder, type Daprd, type WorkFolder } from './index.ts';

const store = `
apiVersion: dapr.io/v1alpha1
kind: Component
metadata:
  name: state
spec:
  type: state.in-memory
  version: v1
`;

const started: Daprd[] = [];
const servers: Server[] = [];
const folders: WorkFolder[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await Promise.all(started.splice(0).map((daprd) => daprd.stop()));
  for (const folder of folders.splice(0)) folder.remove();
});

async function start(options: Parameters<typeof startDaprd>[0]): Promise<Daprd> {
  const daprd = await startDaprd(options);
  started.push(daprd);
  return daprd;
}

async function serve(answer: string): Promise<number> {
  const [port = 0] = await freePorts(1);
  const server = createServer((_, response) => response.end(answer));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return port;
}

describe('startDaprd', () => {
  it('serves with components given as text', async () => {
    const { url } = await start({ appId: 'one', resources: [store] });
    const body = JSON.stringify([{ key: 'a', value: 1 }]);
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${url}/v1.0/state/state`, { method: 'POST', headers, body })).status).toBe(204);
    expect(await (await fetch(`${url}/v1.0/state/state/a`)).json()).toBe(1);
  });

  it('leaves nothing when killed, and starts again on its ports', async () => {
    const daprd = await start({ appId: 'one', resources: [store] });
    const pid = daprd.pid ?? 0;
    await daprd.kill();
    expect(isAlive(pid)).toBe(false);
    await expect(fetch(`${daprd.url}/v1.0/healthz`)).rejects.toThrow();
    await daprd.start();
    await daprd.waitUntilReady();
  });

  it('says why it cannot start', () =>
    expect(startDaprd({ appId: 'one', resources: [store.replace('in-memory', 'unheard-of')] })).rejects.toThrow(
      'unheard-of',
    ));

  it('finds both replicas of an app by the shared name file, and the living one when the other is killed', async () => {
    const folder = workFolder('names');
    folders.push(folder);
    const names = `${folder.path}/names.yaml`;
    writeNameResolution(names, `${folder.path}/names.db`);
    const ports = [await serve('first'), await serve('second')];
    const replica = (appPort: number): Promise<Daprd> => start({ appId: 'two', appPort, configs: [names] });
    const [caller, first] = await Promise.all([
      start({ appId: 'caller', configs: [names] }),
      ...ports.map((port) => replica(port)),
    ]);
    const call = async (): Promise<string> => (await fetch(`${caller.url}/v1.0/invoke/two/method/x`)).text();
    const answers = new Set<string>();
    for (let i = 0; i < 20; i++) answers.add(await call());
    expect(answers).toEqual(new Set(['first', 'second']));
    await first?.kill();
    await expect
      .poll(async () => [await call(), await call(), await call()], { timeout: 20_000 })
      .toEqual(Array(3).fill('second'));
  });
});
