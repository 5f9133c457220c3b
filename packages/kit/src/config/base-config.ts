import { z } from 'zod';
import { callLimits } from '../resilience/index.ts';
import { secretText } from './secret.ts';

const port = z.coerce.number().int().min(1).max(65_535);

/** What every service reads from its environment; a service extends it. Names are Dapr's and OpenTelemetry's own. */
export const baseConfig = z.object({
  APP_PORT: port,
  APP_HOST: z.string().default('127.0.0.1'),
  DAPR_HOST: z.string().default('127.0.0.1'),
  DAPR_HTTP_PORT: port.default(3500),
  DAPR_GRPC_PORT: port.default(50_001),
  /** How long a stopping service goes on taking requests: what its readiness is asked for, and a moment more. */
  DRAIN_MS: z.coerce.number().int().min(0).max(30_000).default(0),
  /** Calls at a time, by callee, of this replica: `product=50,payment=25,others=64`. */
  CALLS_AT_ONCE: callLimits,
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** What a sidecar sends with every call of the app: not to be done without in production, as is the next. */
  APP_API_TOKEN: secretText.optional(),
  /** What the app sends with every call of its sidecar. */
  DAPR_API_TOKEN: secretText.optional(),
  /** Where spans go, by gRPC: http:// or https://. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  /** `console` writes spans into the log, `none` sends none wherever the endpoint is. */
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'console', 'none']).default('otlp'),
  /** Share of the traces beginning here that are recorded. The gateway's decides for whatever follows from a request. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  /** A folder where tests leave the faults that this process shall meet: refused in production. */
  FAULT_DIR: z.string().optional(),
});
export type BaseConfig = z.output<typeof baseConfig>;
