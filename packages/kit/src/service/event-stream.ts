import { Readable } from 'node:stream';
import type { ServerSentEvent } from './reply.ts';

const oneLine = (text: string): string => text.replaceAll(/[\r\n\0]/g, ' ');

/** One event in the wire format of server-sent events. */
export const frameOf = ({ id, event, retry, data }: ServerSentEvent): string => {
  const text = typeof data === 'string' ? data : (JSON.stringify(data) ?? 'null');
  const lines = text.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
  const head = [
    ...(id === undefined ? [] : [`id: ${oneLine(id)}\n`]),
    ...(event === undefined ? [] : [`event: ${oneLine(event)}\n`]),
    ...(retry === undefined ? [] : [`retry: ${Math.trunc(retry)}\n`]),
  ];
  return `${[...head, ...lines].join('')}\n`;
};

export interface StreamOptions {
  /** A comment goes out after this long without an event, so that no proxy takes the silence for death. */
  readonly heartbeatMs: number;
  /** Ends the stream: the client has gone, or the service stops. */
  readonly signal: AbortSignal;
  /** Runs each step in the request's context, with a deadline of its own. */
  readonly inContext: <T>(step: () => T) => T;
}

/** The body of a `text/event-stream` answer. However it ends, the iterator is returned. */
export const eventStream = (events: AsyncIterable<ServerSentEvent>, options: StreamOptions): Readable =>
  Readable.from(frames(events, options));

async function* frames(events: AsyncIterable<ServerSentEvent>, options: StreamOptions): AsyncGenerator<string> {
  const { heartbeatMs, signal, inContext } = options;
  const iterator = events[Symbol.asyncIterator]();
  const advance = (): Promise<IteratorResult<ServerSentEvent>> => {
    const next = inContext(() => iterator.next());
    // Seen below, unless the stream is stopped first.
    next.catch(() => {});
    return next;
  };
  try {
    yield ': open\n\n';
    let next = advance();
    while (!signal.aborted) {
      const step = await firstOf(next, heartbeatMs, signal);
      if (step === 'stopped') return;
      if (step === 'silence') yield ':\n\n';
      else if (step.done) return;
      else {
        yield frameOf(step.value);
        next = advance();
      }
    }
  } finally {
    // Not awaited: a generator that waits inside can only return after its wait.
    Promise.resolve(iterator.return?.()).catch(() => {});
  }
}

const firstOf = <T>(next: Promise<T>, ms: number, signal: AbortSignal): Promise<T | 'silence' | 'stopped'> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle('silence'), ms);
    const stop = (): void => settle('stopped');
    const settle = (value: T | 'silence' | 'stopped'): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(value);
    };
    signal.addEventListener('abort', stop, { once: true });
    next.then(settle, (error: unknown) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
