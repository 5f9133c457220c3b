import type { DescMethod, DescMethodUnary } from '@bufbuild/protobuf';
import type GrpcClientModule from '@dapr/dapr/implementation/Client/GRPCClient/GRPCClient.js';
import { Dapr } from '@dapr/dapr/proto/dapr/proto/runtime/v1/dapr_pb.js';
import { withTimeout } from '../context/index.ts';
import { DomainError, errors } from '../errors/index.ts';
import { tokenHeader } from './call-headers.ts';
import { GrpcClient, type GrpcCallOptions } from './grpc-client.ts';
import { grpc } from './grpc-wire.ts';
import { tracedApi } from './traced-api.ts';

type Api = Awaited<ReturnType<InstanceType<typeof GrpcClientModule.default>['getClient']>>;

/** One call on the SDK's typed client. */
export type Work<T> = (api: Api, signal: AbortSignal) => Promise<T>;

/** The status of a failed call, or undefined when it failed otherwise. */
export const grpcCode = (error: unknown): number | undefined => {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'number' ? error.code : undefined;
};

// The listing of a full folder is one answer; what sends it has its own limit.
const mostBytes = 64 * 1024 * 1024;

const isUnary = (method: DescMethod): method is DescMethodUnary => method.methodKind === 'unary';

/** The SDK's typed client, over a connection of ours: what the SDK calls and means, by less work on the way. */
const apiOver = (client: GrpcClient): Api => {
  const calls = Dapr.methods.filter(isUnary).map((method) => {
    const call = (request: Record<string, unknown>, options?: GrpcCallOptions) => client.call(method, request, options);
    return [method.localName, call] as const;
  });
  return Object.fromEntries(calls) as unknown as Api;
};

/**
 * The connection to the sidecar. The SDK's typed client is used rather than its facade, which hides ETags on reads and
 * content types on writes; every call is raced against the deadline, since none has a timeout of its own.
 */
export class Sidecar {
  readonly #client: GrpcClient;
  readonly #api: Api;

  constructor(grpcPort: number, apiToken?: string) {
    // Connects at the first call: waiting for the sidecar is a matter of the deadline of each.
    this.#client = new GrpcClient({ port: grpcPort, headers: tokenHeader(apiToken), mostBytes });
    this.#api = tracedApi(apiOver(this.#client));
  }

  async call<T>(what: string, ms: number, work: Work<T>): Promise<T> {
    return withTimeout(what, ms, async (signal) => {
      try {
        return await work(this.#api, signal);
      } catch (error) {
        throw translate(what, error);
      }
    });
  }

  close(): Promise<void> {
    this.#client.close();
    return Promise.resolve();
  }
}

// Only codes that every caller understands alike are translated; the rest keep their status for the adapter.
const translate = (what: string, error: unknown): unknown => {
  if (error instanceof DomainError) return error;
  switch (grpcCode(error)) {
    case grpc.unavailable:
      return errors.unavailable(what, error);
    case grpc.cancelled:
    case grpc.deadlineExceeded:
      return errors.timeout(what);
    default:
      return error;
  }
};
