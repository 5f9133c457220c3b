import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface LedgerOptions {
  /** The load begins. */
  readonly begun: () => void;
  /** The load is over: what is wrong, given the orders that were promised. */
  readonly check: (accepted: readonly string[]) => Promise<object>;
}

export interface Ledger {
  readonly url: string;
  close(): Promise<void>;
}

const answer = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** Where k6, whose visitors share no memory, writes down what it was promised, and has the books checked. */
export const startLedger = async ({ begun, check }: LedgerOptions): Promise<Ledger> => {
  const accepted = new Set<string>();
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url === '/begun') begun();
    else if (request.url === '/accepted') accepted.add(await text(request));
    else if (request.url === '/check') return answer(response, 200, await check([...accepted]));
    else return answer(response, 404, {});
    answer(response, 200, {});
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => answer(response, 500, { error: String(error) }));
  });
  // The check takes as long as the queues.
  server.requestTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
};
