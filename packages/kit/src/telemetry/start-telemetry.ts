import { context, propagation, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import { AsyncContextManager } from './context-manager.ts';
import { w3cPropagator } from './trace-context.ts';

export interface TelemetryOptions {
  readonly service: string;
  /** Where OTLP/HTTP goes; without it nothing is exported, but trace context still flows. */
  readonly endpoint?: string | undefined;
  /** Further consumers of spans, for tests. */
  readonly processors?: readonly SpanProcessor[];
}

/** Starts tracing for this process; call it once, in `main.ts`. */
export const startTelemetry = (options: TelemetryOptions): { shutdown(): Promise<void> } => {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: options.service }),
    spanProcessors: [...exporterTo(options.endpoint), ...(options.processors ?? [])],
  });
  // Not `provider.register()`: it would register with the SDK's copy of the API, whose older version ours refuses.
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncContextManager());
  propagation.setGlobalPropagator(w3cPropagator);
  return {
    shutdown: async () => {
      await provider.shutdown();
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
};

const exporterTo = (endpoint: string | undefined): SpanProcessor[] =>
  endpoint === undefined
    ? []
    : [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` }))];
