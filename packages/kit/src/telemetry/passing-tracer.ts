import { type Context, type Span, type SpanOptions, trace, TraceFlags } from '@opentelemetry/api';
import { type IdGenerator, letteredIds } from './span-ids.ts';

/**
 * Spans of a process that sends none to anybody: they carry a trace's ids through calls, messages and logs, and keep
 * nothing. Whether others record a trace is decided where it begins, so also here.
 */
export class PassingTracer {
  readonly #ids: IdGenerator = letteredIds();
  readonly #ratio: number;

  constructor(ratio: number) {
    this.#ratio = ratio;
  }

  startSpan(_name: string, _options: SpanOptions, parent: Context): Span {
    const spanId = this.#ids.generateSpanId();
    const above = trace.getSpanContext(parent);
    if (above) return trace.wrapSpanContext({ traceId: above.traceId, spanId, traceFlags: above.traceFlags });
    const traceFlags = Math.random() < this.#ratio ? TraceFlags.SAMPLED : TraceFlags.NONE;
    return trace.wrapSpanContext({ traceId: this.#ids.generateTraceId(), spanId, traceFlags });
  }
}
