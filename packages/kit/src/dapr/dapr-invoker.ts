import { filledPath, type RouteContract, type ServiceName } from '@mercato/contracts/shared';
import { Pool } from 'undici';
import { shorter, timeLeft, withTimeout } from '../context/index.ts';
import { errors } from '../errors/index.ts';
import { type CallAnswer, type CallInput, type CallOptions, type Invoker, readAnswer } from '../invoke/index.ts';
import { Bulkhead, type CallLimits, callLimits } from '../resilience/index.ts';
import { PoolMetrics, traced } from '../telemetry/index.ts';
import { systemClock } from '../time/index.ts';
import { callHeaders, tokenHeader } from './call-headers.ts';

const defaultMs = 5_000;

/**
 * Invoker over the sidecar's HTTP invocation. The SDK's own `invoke` loses the headers or the status, so it is not used.
 * Nothing is retried here: the sidecar's resiliency policies do that, once per hop.
 */
export class DaprInvoker implements Invoker {
  readonly #pool: Pool;
  readonly #metrics: PoolMetrics;
  readonly #limits: CallLimits;
  readonly #token: Readonly<Record<string, string>>;
  readonly #bulkheads = new Map<ServiceName, Bulkhead>();

  constructor(httpPort: number, limits: CallLimits = callLimits.parse(undefined), apiToken?: string) {
    // Any number of connections: the bulkheads bound it, and with fewer than all of them together a callee that hangs
    // would take those of the others.
    const origin = `http://127.0.0.1:${httpPort}`;
    this.#pool = new Pool(origin, { connections: null, keepAliveTimeout: 10_000 });
    this.#metrics = new PoolMetrics('invoke', this.#pool, origin);
    this.#limits = limits;
    this.#token = tokenHeader(apiToken);
  }

  async call<R extends RouteContract>(
    app: ServiceName,
    route: R,
    asked: CallInput<R>,
    options: CallOptions = {},
  ): Promise<CallAnswer<R>> {
    const input = { ...asked, authorization: options.authorization };
    const most = timeLeft(options.timeoutMs ?? defaultMs);
    const until = systemClock.now() + most;
    const attributes = { 'http.request.method': route.method, 'http.route': route.path, 'mercato.callee': app };
    const { status, text } = await traced({ name: `invoke ${app}`, kind: 'client', attributes }, () =>
      // Half of the time is left for the call itself.
      this.#bulkhead(app).run(() => this.#race(app, route, input, until), most / 2),
    );
    return readAnswer(app, route, { status, body: parse(text) });
  }

  #bulkhead(app: ServiceName): Bulkhead {
    const known = this.#bulkheads.get(app);
    if (known) return known;
    const bulkhead = new Bulkhead({ dependency: app, limit: this.#limits(app) });
    this.#bulkheads.set(app, bulkhead);
    return bulkhead;
  }

  #race(app: ServiceName, route: RouteContract, input: Input, until: number): Promise<Answer> {
    return withTimeout(app, until - systemClock.now(), (signal) =>
      this.#send(app, route, input, { deadline: shorter(until), signal }),
    );
  }

  async close(): Promise<void> {
    this.#metrics.close();
    await this.#pool.close();
  }

  async #send(
    app: string,
    route: RouteContract,
    input: Input,
    { deadline, signal }: { readonly deadline: number; readonly signal: AbortSignal },
  ): Promise<Answer> {
    try {
      const response = await this.#pool.request({
        method: route.method,
        path: `/v1.0/invoke/${app}/method${addressOf(route, input)}`,
        headers: { ...callHeaders(deadline), ...this.#token, ...rightsOf(input), 'content-type': 'application/json' },
        body: input.body === undefined ? null : JSON.stringify(input.body),
        signal,
      });
      return { status: response.statusCode, text: await response.body.text() };
    } catch (error) {
      throw signal.aborted ? errors.timeout(app) : errors.unavailable(app, error);
    }
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Input {
  readonly params?: unknown;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  readonly authorization?: string | undefined;
}

const addressOf = (route: RouteContract, { params, query = {} }: Input): string => {
  const path = filledPath(route.path, params ?? {});
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
};

const rightsOf = ({ authorization }: Input): Readonly<Record<string, string>> =>
  authorization === undefined ? {} : { authorization };

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
