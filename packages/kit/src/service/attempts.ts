import { setLatest } from '../collections/index.ts';

interface Attempt {
  readonly times: number;
  /** Of the last one. */
  readonly traceparent: string | undefined;
}

const mostRemembered = 1_000;

/**
 * How often a message came here and was not done with, so that a redelivery can say so in its trace: the sidecar does not
 * tell. Another replica's, and those before a restart, are not known; their spans are in the same trace all the same.
 */
export class Attempts {
  readonly #byId = new Map<string, Attempt>();

  of(id: string): Attempt | undefined {
    return this.#byId.get(id);
  }

  remember(id: string, traceparent: string | undefined): void {
    const times = (this.#byId.get(id)?.times ?? 0) + 1;
    setLatest(this.#byId, id, { times, traceparent }, mostRemembered);
  }

  forget(id: string): void {
    this.#byId.delete(id);
  }
}
