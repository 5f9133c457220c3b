import { context, propagation, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  SimpleSpanProcessor,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import { AsyncContextManager } from './context-manager.ts';
import { LogSpanExporter } from './log-span-exporter.ts';
import type { Logger } from './logger.ts';
import { letteredIds } from './span-ids.ts';
import { w3cPropagator } from './trace-context.ts';

export interface TelemetryOptions {
  readonly service: string;
  /** Where OTLP by gRPC goes; without it nothing is exported, but trace context still flows. */
  readonly endpoint?: string | undefined;
  /** Share of the traces beginning here that are recorded; one that a caller began is recorded if the caller's is. */
  readonly ratio?: number;
  /** Writes every span as a line. */
  readonly toLog?: Logger | undefined;
  /** Further consumers of spans, for tests. */
  readonly processors?: readonly SpanProcessor[];
}

export interface Telemetry {
  /** Sends what is left, for as long as a stop may wait for it. */
  shutdown(): Promise<void>;
}

const flushMs = 2_000;

/** Starts tracing for this process; call it once, in `main.ts`. */
export const startTelemetry = (options: TelemetryOptions): Telemetry => {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: options.service }),
    idGenerator: letteredIds(),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.ratio ?? 1) }),
    spanProcessors: [...processorsOf(options), ...(options.processors ?? [])],
  });
  // Not `provider.register()`: it would register with the SDK's copy of the API, whose older version ours refuses.
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncContextManager());
  propagation.setGlobalPropagator(w3cPropagator);
  return {
    shutdown: async () => {
      await Promise.race([provider.shutdown().catch(() => undefined), later(flushMs)]);
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
};

const processorsOf = ({ endpoint, toLog }: TelemetryOptions): SpanProcessor[] => [
  ...(endpoint === undefined ? [] : [new BatchSpanProcessor(new OTLPTraceExporter({ url: endpoint }))]),
  ...(toLog ? [new SimpleSpanProcessor(new LogSpanExporter(toLog))] : []),
];

const later = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
