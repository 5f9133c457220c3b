import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { Logger } from './logger.ts';

const msOf = ([seconds, nanos]: readonly [number, number]): number => seconds * 1e3 + nanos / 1e6;

/** Writes spans into the log, where there is nobody to send them to. */
export class LogSpanExporter implements SpanExporter {
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  export(spans: readonly ReadableSpan[], done: (result: { code: number }) => void): void {
    for (const span of spans) {
      const { traceId, spanId } = span.spanContext();
      const { name, attributes } = span;
      const parentSpanId = span.parentSpanContext?.spanId;
      this.#log.info({ traceId, spanId, parentSpanId, name, ms: msOf(span.duration), attributes }, 'span');
    }
    done({ code: 0 });
  }

  async shutdown(): Promise<void> {}
}
