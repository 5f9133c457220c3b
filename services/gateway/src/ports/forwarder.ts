import type { Method, ServiceName } from '@mercato/contracts/shared';
import type { Readable } from 'node:stream';
import type { Headers } from '../domain/headers.ts';

export interface ForwardedRequest {
  readonly app: ServiceName;
  readonly method: Method;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
  /** Aborted when the client is gone. */
  readonly signal?: AbortSignal;
  /** For the whole answer, its body included. */
  readonly timeoutMs: number;
}

export interface ForwardedAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** A stream where the service streams events, else the whole body. */
  readonly body: Readable | Buffer;
}

/**
 * Hands a request to a service and brings back its answer, whatever the status. Throws `dependency.unavailable` or
 * `dependency.timeout` when the service gave none.
 */
export interface Forwarder {
  forward(request: ForwardedRequest): Promise<ForwardedAnswer>;
}
