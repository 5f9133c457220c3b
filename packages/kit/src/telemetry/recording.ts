import type { TracerProvider } from '@opentelemetry/api';
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
import { LogSpanExporter } from './log-span-exporter.ts';
import { letteredIds } from './span-ids.ts';
import type { TelemetryOptions } from './start-telemetry.ts';

/** OpenTelemetry's SDK, which takes spans to whoever wants them. */
export const recordingProvider = (options: TelemetryOptions): TracerProvider & { shutdown(): Promise<void> } =>
  new NodeTracerProvider({
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: options.service }),
    idGenerator: letteredIds(),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.ratio ?? 1) }),
    spanProcessors: [...processorsOf(options), ...(options.processors ?? [])],
  });

const processorsOf = ({ endpoint, toLog }: TelemetryOptions): SpanProcessor[] => [
  ...(endpoint === undefined ? [] : [new BatchSpanProcessor(new OTLPTraceExporter({ url: endpoint }))]),
  ...(toLog ? [new SimpleSpanProcessor(new LogSpanExporter(toLog))] : []),
];
