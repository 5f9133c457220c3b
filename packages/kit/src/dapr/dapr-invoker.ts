import { filledPath, type RouteContract, type ServiceName } from '@mercato/contracts/shared';
import { Pool } from 'undici';
import { withTimeout } from '../context/index.ts';
import { errors } from '../errors/index.ts';
import { type CallAnswer, type CallInput, type Invoker, readAnswer } from '../invoke/index.ts';
import { callHeaders } from './call-headers.ts';

const defaultMs = 5_000;

/**
 * Invoker over the sidecar's HTTP invocation. The SDK's own `invoke` loses the headers or the status, so it is not used.
 * Nothing is retried here: the sidecar's resiliency policies do that, once per hop.
 */
export class DaprInvoker implements Invoker {
  readonly #pool: Pool;

  constructor(httpPort: number) {
    this.#pool = new Pool(`http://127.0.0.1:${httpPort}`, { connections: 64, keepAliveTimeout: 10_000 });
  }

  async call<R extends RouteContract>(
    app: ServiceName,
    route: R,
    input: CallInput<R>,
    options: { readonly timeoutMs?: number } = {},
  ): Promise<CallAnswer<R>> {
    const { status, text } = await withTimeout(app, options.timeoutMs ?? defaultMs, (signal) =>
      this.#send(app, route, input, signal),
    );
    return readAnswer(app, route, { status, body: parse(text) });
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #send(
    app: string,
    route: RouteContract,
    input: Input,
    signal: AbortSignal,
  ): Promise<{ status: number; text: string }> {
    try {
      const response = await this.#pool.request({
        method: route.method,
        path: `/v1.0/invoke/${app}/method${filledPath(route.path, input.params ?? {})}`,
        headers: { ...callHeaders(), 'content-type': 'application/json' },
        body: input.body === undefined ? null : JSON.stringify(input.body),
        signal,
      });
      return { status: response.statusCode, text: await response.body.text() };
    } catch (error) {
      throw signal.aborted ? errors.timeout(app) : errors.unavailable(app, error);
    }
  }
}

interface Input {
  readonly params?: unknown;
  readonly body?: unknown;
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
