import { fileURLToPath } from 'node:url';
import {
  type GrpcObject,
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServiceClientConstructor,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { exported, type ReceivedSpan, spansIn } from './received-span.ts';

const file = fileURLToPath(new URL('otlp.proto', import.meta.url));
const name = 'opentelemetry.proto.collector.trace.v1.TraceService';

const serviceOf = (loaded: GrpcObject): ServiceClientConstructor['service'] => {
  const found = name.split('.').reduce<unknown>((at, part) => (at as GrpcObject)[part], loaded);
  return (found as ServiceClientConstructor).service;
};

export interface OtlpReceiverOptions {
  /** A free one unless given. */
  readonly port?: number;
  /** The most spans that are kept; the oldest go first. */
  readonly keep?: number;
}

/** Takes spans by OTLP over gRPC, from services and sidecars alike, and keeps them. */
export interface OtlpReceiver {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly endpoint: string;
  readonly spans: readonly ReceivedSpan[];
  /** What services and sidecars need in their environment to send their spans here, each half a second. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** The environment by which services and sidecars send to an OTLP endpoint: daprd asks for more than the URL. */
export const otlpEnvironment = (endpoint: string): Record<string, string> => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
  OTEL_EXPORTER_OTLP_INSECURE: 'true',
  OTEL_BSP_SCHEDULE_DELAY: '500',
});

export const startOtlpReceiver = async ({
  port = 0,
  keep = 200_000,
}: OtlpReceiverOptions = {}): Promise<OtlpReceiver> => {
  const spans: ReceivedSpan[] = [];
  const server = new Server({ 'grpc.max_receive_message_length': 64 * 1024 * 1024 });
  const loaded = loadPackageDefinition(loadSync(file, { longs: String, defaults: true, arrays: true, objects: false }));
  server.addService(serviceOf(loaded), {
    export: (call: { request: unknown }, answer: (error: Error | null, value?: object) => void) => {
      spans.push(...spansIn(exported.parse(call.request)));
      if (spans.length > keep) spans.splice(0, spans.length - keep);
      answer(null, {});
    },
  });
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, at) =>
      error ? reject(error) : resolve(at),
    );
  });
  const endpoint = `http://127.0.0.1:${bound}`;
  return {
    endpoint,
    spans,
    env: otlpEnvironment(endpoint),
    close: async () => server.forceShutdown(),
  };
};
