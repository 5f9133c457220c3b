import { context, propagation, trace } from '@opentelemetry/api';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-node';
import { AsyncContextManager } from './context-manager.ts';
import type { Logger } from './logger.ts';
import { PassingTracer } from './passing-tracer.ts';
import { spansBy } from './spans.ts';
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

const isWanted = ({ endpoint, toLog, processors = [] }: TelemetryOptions): boolean =>
  endpoint !== undefined || toLog !== undefined || processors.length > 0;

/** Starts tracing for this process; call it once, in `main.ts`. */
export const startTelemetry = async (options: TelemetryOptions): Promise<Telemetry> => {
  context.setGlobalContextManager(new AsyncContextManager());
  propagation.setGlobalPropagator(w3cPropagator);
  const stopSpans = isWanted(options) ? await record(options) : pass(options);
  return {
    shutdown: async () => {
      await stopSpans();
      context.disable();
      propagation.disable();
    },
  };
};

const pass = ({ ratio = 1 }: TelemetryOptions): (() => Promise<void>) => {
  spansBy(new PassingTracer(ratio));
  return async () => spansBy(undefined);
};

/** The SDK is loaded where spans go somewhere: elsewhere it would only take memory. */
const record = async (options: TelemetryOptions): Promise<() => Promise<void>> => {
  const { recordingProvider } = await import('./recording.ts');
  const provider = recordingProvider(options);
  // Not `provider.register()`: it would register with the SDK's copy of the API, whose older version ours refuses.
  trace.setGlobalTracerProvider(provider);
  return async () => {
    await Promise.race([provider.shutdown().catch(() => undefined), later(flushMs)]);
    trace.disable();
  };
};

const later = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
