import type { z } from 'zod';
import type { ErrorCode } from './errors.ts';
import type { ServiceName } from './message.ts';

/**
 * Who may call a route. `public`: anyone. `guest`: anyone, and a signed-in caller is recognised. `user`: signed in.
 * `admin`: signed in with the role `admin`. `internal`: another service, through its sidecar; the gateway never routes it.
 */
export type Audience = 'public' | 'guest' | 'user' | 'admin' | 'internal';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a route answers for one status: a JSON schema, nothing, or a stream of server-sent events. */
export type Answer = z.ZodType | 'empty' | 'event-stream';

/** One route of one service, from which the handler's types, validation, OpenAPI and the gateway's routing come. */
export interface RouteContract {
  readonly id: string;
  readonly method: Method;
  /** With `:name` parameters, as in `/api/orders/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly audience: Audience;
  /** The services that call it themselves; the gateway hands on whatever is not `internal`. See `callersOf`. */
  readonly callers?: readonly ServiceName[];
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** `required` refuses a request without `Idempotency-Key`; `optional` honours one. */
  readonly idempotency?: 'required' | 'optional';
  /** Honours `Prefer: wait=N` (RFC 7240). */
  readonly waits?: boolean;
  readonly answers: Readonly<Record<number, Answer>>;
  /** The codes it answers beyond those that its shape implies (validation, authentication, limits). */
  readonly errors: readonly ErrorCode[];
  /** The handler gets the body as it came too, to check a signature over it. */
  readonly rawBody?: boolean;
  /** Largest body in bytes where the default of 64 KiB does not do. */
  readonly bodyLimit?: number;
}

/** The routes of one service. */
export type ApiContract = Readonly<Record<string, RouteContract>>;

/** Who may call a route through a sidecar: what the access-control policies and kit's own check are made from. */
export const callersOf = ({ audience, callers = [] }: RouteContract): readonly ServiceName[] =>
  audience === 'internal' ? callers : ['gateway', ...callers];

/** Keeps the literal types of a table of routes. */
export const defineApi = <const A extends ApiContract>(api: A): A => api;

/** What the token of a machine must be good for, on every route that looks at one: `order:read`, `product:write`. */
export const scopeOf = (app: string, { method }: Pick<RouteContract, 'method'>): string =>
  `${app}:${method === 'GET' ? 'read' : 'write'}`;

/** The path of a route with its `:name` parameters filled in and encoded, as it goes into a request. */
export const filledPath = (template: string, params: object): string => {
  const values = new Map<string, string>(Object.entries(params));
  return template.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(values.get(name) ?? ''));
};
