import { filledPath, type Problem, problem, type RouteContract, type ServiceName } from '@mercato/contracts/shared';
import { Pool } from 'undici';
import { withTimeout } from '../context/index.ts';
import { DomainError, errors } from '../errors/index.ts';
import type { CallAnswer, CallInput, Invoker } from '../invoke/index.ts';
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
    const body = parse(text);
    const answer = route.answers[200];
    if (status !== 200 || answer === undefined || typeof answer === 'string') throw failure(app, status, body);
    const parsed = answer.safeParse(body);
    if (!parsed.success)
      throw new DomainError('internal.error', `${app} broke the contract of ${route.id}`, { cause: parsed.error });
    return parsed.data as CallAnswer<R>;
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

// Between services a refusal is a 200 with a verdict, so whatever else comes back is a failure of one side or the other.
const failure = (app: string, status: number, body: unknown): DomainError => {
  const told: Problem | undefined = problem.safeParse(body).data;
  if (told && status === 504) return errors.timeout(app);
  if (told && status < 500 && status !== 429) {
    return new DomainError('internal.error', `${app} answered ${status} ${told.code}: ${told.detail ?? told.title}`);
  }
  return errors.unavailable(app, new Error(`${app} answered ${status}: ${JSON.stringify(body)?.slice(0, 500)}`));
};
