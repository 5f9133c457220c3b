import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Sidecar } from './sidecar.ts';

const cleanups: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const connect = (port: number): Sidecar => {
  const sidecar = new Sidecar(port);
  cleanups.push(() => sidecar.close());
  return sidecar;
};

/** Takes connections and never says a word, as a stopped process does. */
const silentServer = async (): Promise<number> => {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
};

const ping = (sidecar: Sidecar, ms: number): Promise<unknown> =>
  sidecar.call('state store', ms, (api, signal) => api.getMetadata({}, { signal }));

describe('a sidecar', () => {
  it('that is not there did nothing, and that is known', async () => {
    await expect(ping(connect(1), 2_000)).rejects.toMatchObject({ code: 'dependency.unavailable' });
  });

  it('that hangs is given up in time, and what it did is uncertain', async () => {
    const sidecar = connect(await silentServer());
    await expect(ping(sidecar, 60)).rejects.toMatchObject({ code: 'dependency.timeout' });
  });
});
