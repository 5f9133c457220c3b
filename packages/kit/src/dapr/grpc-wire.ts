import { constants } from 'node:http2';

/** gRPC status codes that kit tells apart. */
export const grpc = {
  cancelled: 1,
  unknown: 2,
  deadlineExceeded: 4,
  notFound: 5,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  internal: 13,
  unavailable: 14,
} as const;

/** A call that was not answered with a message. */
export class GrpcError extends Error {
  readonly code: number;

  constructor(code: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GrpcError';
    this.code = code;
  }
}

const headBytes = 5;

/** A message with its head: not compressed, and so long. */
export const frameOf = (message: Uint8Array): Buffer => {
  const frame = Buffer.allocUnsafe(headBytes + message.length);
  frame[0] = 0;
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, headBytes);
  return frame;
};

const messageOf = (chunks: readonly Buffer[]): Uint8Array => {
  const [first = Buffer.alloc(0), ...more] = chunks;
  const all = more.length === 0 ? first : Buffer.concat(chunks);
  if (all.length < headBytes || all[0] !== 0 || all.readUInt32BE(1) !== all.length - headBytes)
    throw new GrpcError(grpc.internal, 'the answer is not one message');
  return all.subarray(headBytes);
};

const decoded = (text: unknown): string => {
  if (typeof text !== 'string') return '';
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

interface Received {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly trailers: Readonly<Record<string, unknown>>;
  readonly chunks: readonly Buffer[];
}

/** The message of a complete answer; undefined where there is none yet. Throws what the answer says went wrong. */
export const answerOf = ({ headers, trailers, chunks }: Received): Uint8Array | undefined => {
  const end = trailers['grpc-status'] === undefined ? headers : trailers;
  const status = end['grpc-status'];
  if (status === undefined) {
    const http = headers[':status'];
    if (typeof http !== 'number' || http === 200) return undefined;
    throw new GrpcError(grpc.unknown, `HTTP status ${http}`);
  }
  if (Number(status) !== 0) throw new GrpcError(Number(status), decoded(end['grpc-message']));
  return messageOf(chunks);
};

interface Loss {
  readonly failure: Error | undefined;
  readonly rstCode: number | undefined;
  /** Whether there was a connection at all. */
  readonly sent: boolean;
}

/** A call that ended without an answer. Only one that did not get there is known to have done nothing. */
export const lostCall = ({ failure, rstCode, sent }: Loss): never => {
  if (failure instanceof GrpcError) throw failure;
  const refused = !sent || rstCode === constants.NGHTTP2_REFUSED_STREAM;
  const code = refused ? grpc.unavailable : grpc.unknown;
  throw new GrpcError(code, failure?.message ?? 'the call ended without an answer', { cause: failure });
};
