import type { RouteContract, ServiceName } from '@mercato/contracts/shared';
import type { z } from 'zod';

type Input<S> = S extends z.ZodType ? z.input<S> : never;

/** What a call of this route takes; parts that the contract does not have are not accepted. */
export type CallInput<R extends RouteContract> = (R['params'] extends z.ZodObject
  ? { readonly params: Input<R['params']> }
  : { readonly params?: never }) &
  (R['query'] extends z.ZodObject
    ? { readonly query?: Readonly<Record<string, string>> }
    : { readonly query?: never }) &
  (R['body'] extends z.ZodType ? { readonly body: Input<R['body']> } : { readonly body?: never });

/** The parsed answer of status 200. */
export type CallAnswer<R extends RouteContract> = R['answers'] extends { readonly 200: infer A extends z.ZodType }
  ? z.output<A>
  : never;

export interface CallOptions {
  readonly timeoutMs?: number;
  /** The caller's own, handed on to a route that looks at a token. */
  readonly authorization?: string;
}

/**
 * Calls another service's route through the sidecar. Throws `dependency.unavailable` when it was surely not
 * answered, `dependency.timeout` when it may have been done (uncertain). A business refusal is a verdict in the answer.
 */
export interface Invoker {
  call<R extends RouteContract>(
    app: ServiceName,
    route: R,
    input: CallInput<R>,
    options?: CallOptions,
  ): Promise<CallAnswer<R>>;
}
