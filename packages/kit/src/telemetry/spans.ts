import {
  type Attributes,
  type Context,
  context,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { attributesOf } from './attributes.ts';
import { formatTraceparent, nobodysTraceparent, parseTraceparent } from './trace-context.ts';

type Carrier = Readonly<Record<string, string | string[] | undefined>>;

export interface SpanOptions {
  readonly name: string;
  readonly kind: 'server' | 'client' | 'producer' | 'consumer';
  /** Headers that may carry a `traceparent`; left out, the parent is what runs now. */
  readonly from?: Carrier;
  /** The `traceparent` of work that this has to do with and is no part of. */
  readonly linkTo?: string | undefined;
  /** Names must be in `telemetry/attributes.json`. */
  readonly attributes?: Attributes;
}

/** A piece of work in a trace. */
export interface Work {
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  /** The W3C trace context of this work. */
  readonly traceparent: string | undefined;
  /** What a bucket of a histogram says of this work: its trace, if that is recorded. */
  readonly exemplar: { readonly trace_id?: string };
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

let tracer: Pick<Tracer, 'startSpan'> | undefined;

/** Says what begins spans; OpenTelemetry's global tracer does, unless another is put in its place. */
export const spansBy = (other: typeof tracer): void => {
  tracer = other;
};

export const startWork = ({ name, kind, from, linkTo, attributes = {} }: SpanOptions): Work => {
  const parent = from ? propagation.extract(ROOT_CONTEXT, from) : context.active();
  const linked = linkTo === undefined ? undefined : parseTraceparent(linkTo);
  const links = linked ? [{ context: linked }] : [];
  const options = { kind: kinds[kind], attributes: attributesOf(attributes), links };
  const span = (tracer ?? trace.getTracer('mercato')).startSpan(name, options, parent);
  return new SpanWork(span, trace.setSpan(parent, span));
};

class SpanWork implements Work {
  readonly #span: Span;
  readonly #context: Context;
  readonly #valid: SpanContext | undefined;

  constructor(span: Span, inside: Context) {
    this.#span = span;
    this.#context = inside;
    const ids = span.spanContext();
    this.#valid = isSpanContextValid(ids) ? ids : undefined;
  }

  get traceId(): string | undefined {
    return this.#valid?.traceId;
  }

  get spanId(): string | undefined {
    return this.#valid?.spanId;
  }

  get traceparent(): string | undefined {
    return this.#valid && formatTraceparent(this.#valid);
  }

  get exemplar(): { readonly trace_id?: string } {
    const { traceId } = this;
    return traceId !== undefined && this.#span.isRecording() ? { trace_id: traceId } : {};
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

/** Is a trace being written that what runs now is part of? */
const isTraced = (): boolean => trace.getActiveSpan()?.isRecording() ?? false;

/**
 * A call as a span of its own, ended with the call, and failed with the code of the error that the call throws. What
 * nobody asked for (rounds, checks) is no trace: it would be one of a single span, many times a minute.
 */
export const traced = async <T>(options: SpanOptions, call: () => Promise<T>): Promise<T> => {
  if (!isTraced()) return call();
  const work = startWork(options);
  try {
    const result = await work.run(call);
    work.end();
    return result;
  } catch (error) {
    work.end({}, codeOf(error));
    throw error;
  }
};

/** The code of an error of the catalogue, or the number of a gRPC status. */
const codeOf = (error: unknown): string => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' || typeof code === 'number' ? String(code) : 'internal.error';
};

/** The W3C trace context of what runs now, for a message that leaves the process. */
export const currentTraceparent = (): string | undefined => {
  const span = trace.getActiveSpan()?.spanContext();
  return span && isSpanContextValid(span) ? formatTraceparent(span) : undefined;
};

/**
 * Adds the W3C trace context of what runs now to the headers of a call. A call that belongs to no trace says so, or its
 * receiver would begin one.
 */
export const injectTrace = (headers: Record<string, string>): Record<string, string> => {
  headers['traceparent'] = currentTraceparent() ?? nobodysTraceparent;
  return headers;
};
