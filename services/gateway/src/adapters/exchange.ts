import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { ForwardedAnswer } from '../ports/forwarder.ts';

type Controller = Dispatcher.DispatchController;
type Received = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

const isEventStream = (status: number, { 'content-type': type }: Received): boolean =>
  status === 200 && String(type ?? '').startsWith('text/event-stream');

/**
 * One request to the sidecar and its answer. Below undici's `request`, whose streams for every answer cost more than all
 * else that is done with it: here only events get one. Any other answer is read to its end, so that a service that dies in
 * the middle of it becomes a clean failure.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #answer = Promise.withResolvers<ForwardedAnswer>();
  readonly #chunks: Buffer[] = [];
  #head: Omit<ForwardedAnswer, 'body'> = { status: 0, headers: {} };
  #events: Readable | undefined;
  #controller: Controller | undefined;
  #reason: Error | undefined;

  get answer(): Promise<ForwardedAnswer> {
    return this.#answer.promise;
  }

  /** Ends it, wherever it is. */
  abort(reason: Error): void {
    this.#reason ??= reason;
    this.#answer.reject(reason);
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    if (this.#reason) controller.abort(this.#reason);
  }

  onResponseStart(controller: Controller, status: number, headers: Received): void {
    this.#head = { status, headers };
    if (!isEventStream(status, headers)) return;
    this.#events = new Readable({
      read: () => controller.resume(),
      destroy: (error, done) => {
        controller.abort(error ?? new Error('Nobody reads the events any more'));
        done(error);
      },
    });
    this.#answer.resolve({ ...this.#head, body: this.#events });
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (!this.#events) this.#chunks.push(chunk);
    else if (!this.#events.push(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    if (this.#events) this.#events.push(null);
    // A copy even of one piece: it is a view of all that was read from the socket at once, and would keep that.
    else this.#answer.resolve({ ...this.#head, body: Buffer.concat(this.#chunks) });
  }

  onResponseError(_controller: Controller, error: Error): void {
    this.#events?.destroy(error);
    this.#answer.reject(error);
  }
}
