import { randomBytes } from 'node:crypto';
import { type Context, isSpanContextValid, type SpanContext, type TextMapPropagator, trace } from '@opentelemetry/api';

const traceparentForm = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

/** A W3C `traceparent`, or undefined where it says nothing valid. */
export const parseTraceparent = (header: string): SpanContext | undefined => {
  const [, traceId, spanId, flags] = traceparentForm.exec(header) ?? [];
  if (!traceId || !spanId || !flags) return undefined;
  const parsed: SpanContext = {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & 1,
    isRemote: true,
  };
  return isSpanContextValid(parsed) ? parsed : undefined;
};

export const formatTraceparent = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${(traceFlags & 1).toString().padStart(2, '0')}`;

/** The trace of what belongs to none: whoever receives it records nothing. */
export const nobodysTraceparent = formatTraceparent({
  traceId: randomBytes(16).toString('hex'),
  spanId: randomBytes(8).toString('hex'),
  traceFlags: 0,
});

/**
 * The `traceparent` of W3C Trace Context for OpenTelemetry's API. Our own, because the SDK's comes with another copy of
 * that API, which refuses to share what this copy registers.
 */
export const w3cPropagator: TextMapPropagator = {
  fields: () => ['traceparent'],
  inject: (context: Context, carrier: unknown, setter) => {
    const span = trace.getSpanContext(context);
    if (span && isSpanContextValid(span)) setter.set(carrier, 'traceparent', formatTraceparent(span));
  },
  extract: (context: Context, carrier: unknown, getter) => {
    const header = first(getter.get(carrier, 'traceparent'));
    const span = header === undefined ? undefined : parseTraceparent(header);
    return span ? trace.setSpanContext(context, span) : context;
  },
};

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);
