import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import type { Recorder } from './recorder.ts';

export interface LocalServer {
  url: string;
  close(): Promise<void>;
}

/** Where the stand-in tells how often each caller has called what. */
export const callsPath = '/_calls';

export async function startDynamoDb(port: number, path: string, recorder: Recorder): Promise<LocalServer> {
  const server = dynalite({ path, createTableMs: 50 });
  const handlers = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === callsPath) response.end(JSON.stringify(recorder.calls()));
    else for (const handle of handlers) handle(request, response);
    // The package throws when a caller dies in the middle of its request, and would end with it.
    request.removeAllListeners('error').on('error', () => request.destroy());
    recorder.note(request.headers.authorization, request.headers['x-amz-target']?.toString());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve());
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
