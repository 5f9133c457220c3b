import { createServer, type AddressInfo, type Server } from 'node:net';

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

export async function isPortFree(port: number): Promise<boolean> {
  try {
    await close(await listen(port));
    return true;
  } catch {
    return false;
  }
}

export async function takenPorts(ports: number[]): Promise<number[]> {
  const free = await Promise.all(ports.map(isPortFree));
  return ports.filter((_, i) => free[i] !== true);
}

// Below the range from which systems take ports for outgoing connections, else one may be gone before it is used. Each
// process has a band of its own and goes through it in order: what was handed out and is not used yet looks free.
const lowest = 12_000;
const bandSize = 1_000;
const band = lowest + (process.pid % 20) * bandSize;
let handedOut = Math.floor(Math.random() * bandSize);

async function listenSomewhere(): Promise<Server> {
  for (;;) {
    const port = band + (handedOut++ % bandSize);
    const server = await listen(port).catch(() => undefined);
    if (server !== undefined) return server;
  }
}

/** Ports that were free together a moment ago: all are held until the last one is known. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listenSomewhere));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(close));
  return ports;
}
