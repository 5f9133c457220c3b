import type { RouteContract, ServiceName } from '@mercato/contracts/shared';
import { errors } from '@mercato/kit/errors';
import type { CallAnswer, CallInput, Invoker } from '@mercato/kit/invoke';
import { type Fault, FaultPlan } from './faults.ts';

/** One call that was made. */
export interface RecordedCall {
  readonly app: ServiceName;
  readonly route: string;
  readonly input: unknown;
}

/** Invoker that answers from registered functions; answers and bodies are checked against the contract. */
export class MemoryInvoker implements Invoker {
  readonly faults = new FaultPlan();
  readonly calls: RecordedCall[] = [];
  readonly #handlers = new Map<string, (input: unknown) => unknown>();

  register<R extends RouteContract>(
    app: ServiceName,
    route: R,
    handler: (input: CallInput<R>) => CallAnswer<R> | Promise<CallAnswer<R>>,
  ): void {
    this.#handlers.set(`${app}/${route.id}`, (input) => handler(input as CallInput<R>));
  }

  failNext(route: RouteContract, fault: Fault, options: { readonly times?: number } = {}): void {
    this.faults.add(route.id, fault, options);
  }

  async call<R extends RouteContract>(app: ServiceName, route: R, input: CallInput<R>): Promise<CallAnswer<R>> {
    this.calls.push({ app, route: route.id, input });
    const handler = this.#handlers.get(`${app}/${route.id}`);
    const answer = route.answers[200];
    if (!handler || answer === undefined || typeof answer === 'string') throw errors.unavailable(app);
    if (route.body) route.body.parse((input as { readonly body?: unknown }).body);
    const body = await this.faults.run(route.id, app, () => handler(input));
    return answer.parse(body) as CallAnswer<R>;
  }
}
