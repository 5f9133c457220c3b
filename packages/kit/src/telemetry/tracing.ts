export interface TelemetryOptions {
  readonly service: string;
  /** Where OTLP/HTTP goes; without it nothing is exported, but trace context still flows. */
  readonly endpoint?: string | undefined;
}

/** Starts tracing for this process; call it once, in `main.ts`. */
export const startTelemetry = (options: TelemetryOptions): { shutdown(): Promise<void> } => {
  throw new Error(`not yet ${options.service}`);
};

/** The W3C trace context of what runs now, for a call or a message that leaves the process. */
export const currentTraceparent = (): string | undefined => undefined;

/** Adds the W3C trace context of what runs now to headers of a call. */
export const injectTrace = (headers: Record<string, string>): Record<string, string> => headers;
