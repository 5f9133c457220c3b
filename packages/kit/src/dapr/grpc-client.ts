import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2';
import {
  create,
  type DescMessage,
  type DescMethodUnary,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import { answerOf, frameOf, GrpcError, grpc, lostCall } from './grpc-wire.ts';

export interface GrpcCallOptions {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface GrpcClientOptions {
  readonly port: number;
  /** Sent with every call. */
  readonly headers: Readonly<Record<string, string>>;
  /** The largest answer, in bytes. */
  readonly mostBytes: number;
}

interface Received {
  /** Of the answer; where it has no message, its status lies here too. */
  headers: Readonly<Record<string, unknown>>;
  trailers: Readonly<Record<string, unknown>>;
  readonly chunks: Buffer[];
  bytes: number;
}

/**
 * Unary gRPC calls on one HTTP/2 connection to 127.0.0.1. It does less than Connect's transport, which is made for every
 * protocol and for streams both ways: no interceptors, no compression, no streams, and so a fraction of the work.
 */
export class GrpcClient {
  readonly #options: GrpcClientOptions;
  readonly #paths = new Map<DescMethodUnary, string>();
  #session: ClientHttp2Session | undefined;

  constructor(options: GrpcClientOptions) {
    this.#options = options;
  }

  /** Fails with a `GrpcError`: `unavailable` only where the call has certainly done nothing. */
  call<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    request: MessageInitShape<I>,
    { signal, headers }: GrpcCallOptions = {},
  ): Promise<MessageShape<O>> {
    const frame = frameOf(toBinary(method.input, create(method.input, request)));
    return this.#send(this.#pathOf(method), frame, { signal, headers }).then((bytes) =>
      fromBinary(method.output, bytes),
    );
  }

  /** Ends what is under way. */
  close(): void {
    this.#session?.destroy();
    this.#session = undefined;
  }

  #pathOf(method: DescMethodUnary): string {
    const known = this.#paths.get(method);
    if (known !== undefined) return known;
    const path = `/${method.parent.typeName}/${method.name}`;
    this.#paths.set(method, path);
    return path;
  }

  #connection(): ClientHttp2Session {
    const open = this.#session;
    if (open && !open.closed && !open.destroyed) return open;
    const session = connect(`http://127.0.0.1:${this.#options.port}`);
    const forget = (): void => {
      if (this.#session === session) this.#session = undefined;
    };
    // Each call learns of it by its own stream.
    session.on('error', forget).on('goaway', forget).on('close', forget);
    this.#session = session;
    return session;
  }

  #send(
    path: string,
    frame: Buffer,
    { signal, headers }: { readonly signal: AbortSignal | undefined; readonly headers: GrpcCallOptions['headers'] },
  ): Promise<Uint8Array> {
    if (signal?.aborted) return Promise.reject(new GrpcError(grpc.cancelled, 'given up before it was sent'));
    const session = this.#connection();
    const stream = session.request({
      ...this.#options.headers,
      ...headers,
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const answer = this.#receive(session, stream, signal);
    stream.end(frame);
    return answer;
  }

  #receive(
    session: ClientHttp2Session,
    stream: ClientHttp2Stream,
    signal: AbortSignal | undefined,
  ): Promise<Uint8Array> {
    const { mostBytes } = this.#options;
    const received: Received = { headers: {}, trailers: {}, chunks: [], bytes: 0 };
    return new Promise((resolve, reject) => {
      const cancel = (): void => stream.close(constants.NGHTTP2_CANCEL);
      signal?.addEventListener('abort', cancel, { once: true });
      let failure: Error | undefined;
      stream
        .on('response', (headers: Received['headers']) => (received.headers = headers))
        .on('trailers', (trailers: Received['trailers']) => (received.trailers = trailers))
        .on('data', (chunk: Buffer) => {
          received.chunks.push(chunk);
          received.bytes += chunk.length;
          if (received.bytes <= mostBytes) return;
          failure = new GrpcError(grpc.resourceExhausted, `an answer of more than ${mostBytes} bytes`);
          cancel();
        })
        .on('error', (error: Error) => (failure ??= error))
        .on('close', () => {
          signal?.removeEventListener('abort', cancel);
          try {
            if (signal?.aborted) throw new GrpcError(grpc.cancelled, 'given up');
            resolve(answerOf(received) ?? lostCall({ failure, rstCode: stream.rstCode, sent: !session.connecting }));
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
    });
  }
}
