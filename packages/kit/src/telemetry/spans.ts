import {
  type Attributes,
  type Context,
  context,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { attributesOf } from './attributes.ts';
import { formatTraceparent } from './trace-context.ts';

type Carrier = Readonly<Record<string, string | string[] | undefined>>;

export interface SpanOptions {
  readonly name: string;
  readonly kind: 'server' | 'client' | 'producer' | 'consumer';
  /** Headers that may carry a `traceparent`; left out, the parent is what runs now. */
  readonly from?: Carrier;
  /** Names must be in `telemetry/attributes.json`. */
  readonly attributes?: Attributes;
}

/** A piece of work in a trace. */
export interface Work {
  readonly traceId: string | undefined;
  run<T>(work: () => T): T;
  /** `error` is a code of the error catalogue, and marks the span as failed. */
  end(attributes?: Attributes, error?: string): void;
}

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

export const startWork = ({ name, kind, from, attributes = {} }: SpanOptions): Work => {
  const parent = from ? propagation.extract(ROOT_CONTEXT, from) : context.active();
  const options = { kind: kinds[kind], attributes: attributesOf(attributes) };
  const span = trace.getTracer('mercato').startSpan(name, options, parent);
  return new SpanWork(span, trace.setSpan(parent, span));
};

class SpanWork implements Work {
  readonly #span: Span;
  readonly #context: Context;

  constructor(span: Span, inside: Context) {
    this.#span = span;
    this.#context = inside;
  }

  get traceId(): string | undefined {
    const span = this.#span.spanContext();
    return isSpanContextValid(span) ? span.traceId : undefined;
  }

  run<T>(work: () => T): T {
    return context.with(this.#context, work);
  }

  end(attributes: Attributes = {}, error?: string): void {
    this.#span.setAttributes(attributesOf(attributes));
    if (error !== undefined) {
      this.#span.setAttributes({ 'error.type': error });
      this.#span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.#span.end();
  }
}

/** The W3C trace context of what runs now, for a message that leaves the process. */
export const currentTraceparent = (): string | undefined => {
  const span = trace.getActiveSpan()?.spanContext();
  return span && isSpanContextValid(span) ? formatTraceparent(span) : undefined;
};

/** Adds the W3C trace context of what runs now to the headers of a call. */
export const injectTrace = (headers: Record<string, string>): Record<string, string> => {
  propagation.inject(context.active(), headers);
  return headers;
};
