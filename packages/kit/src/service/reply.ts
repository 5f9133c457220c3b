import type { Accepted, Answer, RouteContract } from '@mercato/contracts/shared';
import type { z } from 'zod';

/** One server-sent event; `data` is sent as JSON unless it is a string. */
export interface ServerSentEvent {
  readonly id?: string;
  readonly event?: string;
  /** Milliseconds after which a client whose stream has ended comes again. */
  readonly retry?: number;
  readonly data: unknown;
}

export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** Seconds; 0 deletes the cookie. Left out, it goes when the browser is closed. */
  readonly maxAge?: number;
  /** `strict`: not even sent when a link of another site leads here. */
  readonly sameSite?: 'lax' | 'strict';
}

interface ReplyHead {
  readonly headers?: Readonly<Record<string, string>>;
  /** Set HttpOnly, Path=/ and, unless it says otherwise, SameSite=Lax; where the request came by HTTPS also Secure, and named `__Host-…`. */
  readonly cookies?: readonly Cookie[];
}

/** An answer as the service sees it, whatever its route. */
export interface RouteReply extends ReplyHead {
  readonly status: number;
  readonly body?: unknown;
  readonly stream?: AsyncIterable<ServerSentEvent>;
}

/** Handlers may answer with immutable data. */
export type Immutable<T> = T extends object ? { readonly [K in keyof T]: Immutable<T[K]> } : T;

type Content<A extends Answer | undefined> = A extends 'empty'
  ? { readonly body?: never }
  : A extends 'event-stream'
    ? { readonly stream: AsyncIterable<ServerSentEvent> }
    : A extends z.ZodType
      ? { readonly body: Immutable<z.output<A>> }
      : never;

/** The answers that a route's contract allows, discriminated by status. */
export type ReplyOf<R extends RouteContract> = {
  [S in keyof R['answers'] & number]: ReplyHead & { readonly status: S } & Content<R['answers'][S]>;
}[keyof R['answers'] & number];

export const ok = <B>(body: B) => ({ status: 200, body }) as const;

export const created = <B>(body: B, location: string) => ({ status: 201, body, headers: { location } }) as const;

/** The work is recorded; its outcome appears at `href`. */
export const accepted = (id: string, href: string) =>
  ({
    status: 202,
    body: { id, status: 'accepted', href } satisfies Accepted,
    headers: { location: href },
  }) as const;

export const noContent = () => ({ status: 204 }) as const;

/** An answer without a body, for the statuses other than 204. */
export const empty = <const S extends number>(status: S) => ({ status }) as const;

export const stream = (events: AsyncIterable<ServerSentEvent>) => ({ status: 200, stream: events }) as const;
