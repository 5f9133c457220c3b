import { DomainError, errors } from '@mercato/kit/errors';
import { PoolMetrics } from '@mercato/kit/telemetry';
import { Pool } from 'undici';
import type { ForwardedAnswer, ForwardedRequest, Forwarder } from '../ports/forwarder.ts';
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
    const watch = new Watch(request.timeoutMs, request.signal);
    try {
      const answer = await this.#send(request, watch.signal);
      if (Buffer.isBuffer(answer.body)) watch.end();
      else answer.body.once('close', () => watch.end());
      return answer;
    } catch (error) {
      watch.end();
      if (error instanceof DomainError) throw error;
      if (watch.late) throw errors.timeout(request.app);
      throw errors.unavailable(request.app, error);
    }
  }

  async close(): Promise<void> {
    this.#metrics.close();
    await this.#pool.close();
  }

  async #send({ app, method, path, headers, body }: ForwardedRequest, signal: AbortSignal): Promise<ForwardedAnswer> {
    const answer = await this.#pool.request({
      method,
      path: `/v1.0/invoke/${app}/method${path}`,
      headers: { ...headers, ...this.#token },
      body: body ?? null,
      signal,
    });
    const contentType = String(answer.headers['content-type'] ?? '');
    const { statusCode: status } = answer;
    if (status === 200 && contentType.startsWith('text/event-stream'))
      return { status, headers: answer.headers, body: answer.body };
    // Read here, so that a service that dies in the middle of its answer becomes a clean 503.
    const whole = Buffer.from(await answer.body.arrayBuffer());
    const failure = sidecarFailure(app, status, contentType, whole.toString('utf8'));
    if (failure) throw failure;
    return { status, headers: answer.headers, body: whole };
  }
}

/** Aborts when the time is over or the client is gone. One timer that is cleared: thousands of requests leave none behind. */
class Watch {
  readonly #abort = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #client: AbortSignal | undefined;
  late = false;

  constructor(ms: number, client: AbortSignal | undefined) {
    this.#client = client;
    this.#timer = setTimeout(() => {
      this.late = true;
      this.#abort.abort();
    }, ms);
    if (client?.aborted) this.#abort.abort();
    client?.addEventListener('abort', this.#leave);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#client?.removeEventListener('abort', this.#leave);
  }

  readonly #leave = (): void => {
    this.#abort.abort();
  };
}
