import { CommunicationProtocolEnum, DaprClient } from '@dapr/dapr';
import type GrpcClientModule from '@dapr/dapr/implementation/Client/GRPCClient/GRPCClient.js';
import { withTimeout } from '../context/index.ts';
import { DomainError, errors } from '../errors/index.ts';
import { tracedApi } from './traced-api.ts';

type GrpcClient = InstanceType<typeof GrpcClientModule.default>;
type Api = Awaited<ReturnType<GrpcClient['getClient']>>;

/** One call on the SDK's typed client. */
export type Work<T> = (api: Api, signal: AbortSignal) => Promise<T>;

/** gRPC status codes this adapter tells apart. */
export const grpc = {
  cancelled: 1,
  deadlineExceeded: 4,
  notFound: 5,
  failedPrecondition: 9,
  aborted: 10,
  internal: 13,
  unavailable: 14,
} as const;

/** The status of a failed call, or undefined when it failed otherwise. */
export const grpcCode = (error: unknown): number | undefined => {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'number' ? error.code : undefined;
};

/**
 * The SDK's connection to the sidecar. Its typed client is used rather than the facade, which hides ETags on reads and
 * content types on writes; every call is raced against the deadline, since none has a timeout of its own.
 */
export class Sidecar {
  readonly #client: DaprClient;
  readonly #api: Promise<Api>;

  constructor(grpcPort: number, apiToken?: string) {
    this.#client = new DaprClient({
      daprHost: '127.0.0.1',
      daprPort: String(grpcPort),
      communicationProtocol: CommunicationProtocolEnum.GRPC,
      logger: { level: 1 },
      // The listing of a full folder is one answer; what sends it has its own limit.
      maxBodySizeMb: 64,
      ...(apiToken === undefined ? {} : { daprApiToken: apiToken }),
    });
    // Waiting for the sidecar is a matter of the deadline of each call, so the SDK's own wait is left out.
    this.#api = (this.#client.daprClient as GrpcClient).getClient(false).then(tracedApi);
  }

  async call<T>(what: string, ms: number, work: Work<T>): Promise<T> {
    const api = await this.#api;
    return withTimeout(what, ms, async (signal) => {
      try {
        return await work(api, signal);
      } catch (error) {
        throw translate(what, error);
      }
    });
  }

  async close(): Promise<void> {
    await this.#client.stop();
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
