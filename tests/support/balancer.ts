import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { answersOk } from '../../tools/shared/http.ts';

const lookEveryMs = 100;

export interface Balancer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * What a Kubernetes Service does for the gateways: it hands each request to one of those that said they were ready, and
 * tries nothing again. `targets` may change.
 */
export const startBalancer = async (targets: () => readonly string[]): Promise<Balancer> => {
  const agent = new Agent({ keepAlive: true });
  let ready: readonly string[] = [];
  let turn = 0;
  const look = async (): Promise<void> => {
    const all = targets();
    const answers = await Promise.all(all.map((url) => answersOk(`${url}/readyz`)));
    ready = all.filter((_, i) => answers[i]);
  };
  const forward = (from: IncomingMessage, to: ServerResponse): void => {
    turn += 1;
    const target = ready[turn % ready.length];
    if (target === undefined) return void to.writeHead(503).end('"no gateway is ready"');
    const { method, headers, url } = from;
    const onward = request(new URL(url ?? '/', target), { agent, method: method ?? 'GET', headers });
    onward.on('response', (answer) => {
      const { connection: _, ...rest } = answer.headers;
      to.writeHead(answer.statusCode ?? 502, rest);
      pipeline(answer, to, () => undefined);
    });
    onward.on('error', (error) =>
      to.headersSent ? to.destroy() : to.writeHead(502).end(JSON.stringify(error.message)),
    );
    from.pipe(onward);
  };
  await look();
  const timer = setInterval(() => void look(), lookEveryMs);
  const server = createServer(forward).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    clearInterval(timer);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    agent.destroy();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
};
