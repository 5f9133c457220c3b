import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { text } from 'node:stream/consumers';
import { freePorts } from '@mercato/testkit/process';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Epoch milliseconds of its arrival. */
  readonly at: number;
}

export interface FakeAnswer {
  readonly status?: number;
  readonly body?: unknown;
  readonly afterMs?: number;
  /** Breaks the connection instead, as an app does that dies. */
  readonly cut?: boolean;
}

// What the sidecar asks of every app: it is well, and has neither configuration nor subscriptions in code.
const ofDapr = (path: string): FakeAnswer | undefined => {
  if (path === '/readyz') return { status: 200 };
  return path.startsWith('/dapr/') ? { status: 404 } : undefined;
};

/** An app that records what its sidecar sends and answers as the test says. */
export class FakeApp {
  readonly port: number;
  readonly seen: SeenRequest[] = [];
  /** The most requests that were ever being answered at the same time. */
  peak = 0;
  answer: (request: SeenRequest) => FakeAnswer = () => ({ body: { status: 'SUCCESS' } });
  readonly #server: Server;
  #running = 0;

  constructor(port: number) {
    this.port = port;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    const seen = { method, path, headers, body: await text(request), at: Date.now() };
    const { status = 200, body = {}, afterMs = 0, cut } = ofDapr(path) ?? this.#record(seen);
    response.once('close', () => {
      if (!ofDapr(path)) this.#running -= 1;
    });
    setTimeout(() => {
      if (cut) request.socket.destroy();
      else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    }, afterMs);
  }

  #record(seen: SeenRequest): FakeAnswer {
    this.seen.push(seen);
    this.#running += 1;
    this.peak = Math.max(this.peak, this.#running);
    return this.answer(seen);
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.listen(this.port, '127.0.0.1', resolve);
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  at(path: string): readonly SeenRequest[] {
    return this.seen.filter((r) => r.path === path);
  }
}

export const startFakeApp = async (): Promise<FakeApp> => {
  const [port = 0] = await freePorts(1);
  const app = new FakeApp(port);
  await app.start();
  return app;
};
