import { DomainError, errors } from '@mercato/kit/errors';
import { PoolMetrics } from '@mercato/kit/telemetry';
import { Pool } from 'undici';
import type { ForwardedAnswer, ForwardedRequest, Forwarder } from '../ports/forwarder.ts';
import { Exchange } from './exchange.ts';
import { sidecarFailure } from './sidecar-failure.ts';

export interface DaprForwarderOptions {
  readonly httpPort: number;
  readonly apiToken?: string | undefined;
}

/**
 * Forwards through this gateway's own sidecar, the only way to a service. Nothing is tried again here: the sidecar's
 * resiliency does that, once per hop.
 */
export class DaprForwarder implements Forwarder {
  readonly #pool: Pool;
  readonly #metrics: PoolMetrics;
  readonly #token: Readonly<Record<string, string>>;

  constructor({ httpPort, apiToken }: DaprForwarderOptions) {
    const origin = `http://127.0.0.1:${httpPort}`;
    this.#pool = new Pool(origin, {
      // As many connections as there are requests: with fewer they would queue here, unseen. Who forwards limits them.
      keepAliveTimeout: 10_000,
      // The time limit of each request is the only one: a stream may be silent for as long.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    this.#metrics = new PoolMetrics('forward', this.#pool, origin);
    this.#token = apiToken === undefined ? {} : { 'dapr-api-token': apiToken };
  }

  async forward(request: ForwardedRequest): Promise<ForwardedAnswer> {
    const exchange = new Exchange();
    const watch = new Watch(request, exchange);
    try {
      this.#send(request, exchange);
      const answer = await exchange.answer;
      const failure = failureOf(request.app, answer);
      if (failure) throw failure;
      if (Buffer.isBuffer(answer.body)) watch.end();
      else answer.body.once('close', () => watch.end());
      return answer;
    } catch (error) {
      watch.end();
      if (error instanceof DomainError) throw error;
      throw errors.unavailable(request.app, error);
    }
  }

  async close(): Promise<void> {
    this.#metrics.close();
    await this.#pool.close();
  }

  #send({ app, method, path, headers, body }: ForwardedRequest, exchange: Exchange): void {
    this.#pool.dispatch(
      {
        method,
        path: `/v1.0/invoke/${app}/method${path}`,
        headers: { ...headers, ...this.#token },
        body: body ?? null,
      },
      exchange,
    );
  }
}

const failureOf = (app: string, { status, headers, body }: ForwardedAnswer): DomainError | undefined =>
  status < 400 || !Buffer.isBuffer(body)
    ? undefined
    : sidecarFailure(app, status, String(headers['content-type'] ?? ''), body.toString('utf8'));

/** Ends an exchange when its time is over or the client is gone. One timer that is cleared: thousands of requests leave none behind. */
class Watch {
  readonly #timer: NodeJS.Timeout;
  readonly #client: AbortSignal | undefined;
  readonly #leave: () => void;

  constructor({ app, timeoutMs, signal }: ForwardedRequest, exchange: Exchange) {
    this.#timer = setTimeout(() => exchange.abort(errors.timeout(app)), timeoutMs);
    this.#client = signal;
    this.#leave = () => exchange.abort(errors.unavailable(app, new Error('the client is gone')));
    if (signal?.aborted) this.#leave();
    signal?.addEventListener('abort', this.#leave);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#client?.removeEventListener('abort', this.#leave);
  }
}
