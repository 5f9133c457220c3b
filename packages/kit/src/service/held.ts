/**
 * Room for requests that are held: they wait for an outcome, or stream. Each holds one of the few requests that the
 * sidecar lets in at a time, and messages need those too: without a limit, those who wait would keep out what they wait for.
 */
export class Held {
  readonly #most: number;
  #now = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** How to leave again, or undefined where there is no room. */
  enter(): (() => void) | undefined {
    if (this.#now >= this.#most) return undefined;
    this.#now += 1;
    let inside = true;
    return () => {
      if (inside) this.#now -= 1;
      inside = false;
    };
  }
}
