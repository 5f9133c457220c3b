import type { ApiContract, RouteContract } from '@mercato/contracts/shared';
import type { z } from 'zod';
import type { Caller } from '../auth/index.ts';
import type { Logger } from '../telemetry/index.ts';
import type { ReplyOf } from './reply.ts';

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

export type CallerOf<R extends RouteContract> = R['audience'] extends 'user' | 'admin'
  ? Caller
  : R['audience'] extends 'guest'
    ? Caller | undefined
    : undefined;

export type IdempotencyKeyOf<R extends RouteContract> = R['idempotency'] extends 'required'
  ? string
  : string | undefined;

/** A request that matches its contract, from a caller who may make it. */
export interface RouteRequest<R extends RouteContract = RouteContract> {
  readonly params: Parsed<R['params']>;
  readonly query: Parsed<R['query']>;
  readonly body: Parsed<R['body']>;
  readonly caller: CallerOf<R>;
  readonly idempotencyKey: IdempotencyKeyOf<R>;
  /** How long the client asks to wait for the outcome; 0 for `respond-async`; undefined where it says nothing. */
  readonly waitMs: number | undefined;
  /** By lower-case name; a repeated header is joined by commas. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** The body as it came, where the contract says `rawBody`. */
  readonly rawBody: string;
  readonly log: Logger;
}

/** A handler for every route of an API; the compiler names the missing one. */
export type Handlers<A extends ApiContract> = {
  readonly [K in keyof A]: (request: RouteRequest<A[K]>) => Promise<ReplyOf<A[K]>>;
};
