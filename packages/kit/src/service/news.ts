/** Somebody who waits for word of something. */
export interface Listening {
  /** Aborted when the word comes. */
  readonly heard: AbortSignal;
  readonly leave: () => void;
}

/**
 * What is told within one process. Another replica hears nothing of it, so whoever listens looks for itself too, only less
 * often.
 */
export class News {
  readonly #listeners = new Map<string, Set<AbortController>>();

  listen(about: string): Listening {
    const controller = new AbortController();
    const all = this.#listeners.get(about) ?? new Set();
    this.#listeners.set(about, all.add(controller));
    const leave = (): void => {
      all.delete(controller);
      if (all.size === 0 && this.#listeners.get(about) === all) this.#listeners.delete(about);
    };
    return { heard: controller.signal, leave };
  }

  tell(about: string): void {
    for (const controller of this.#listeners.get(about) ?? []) controller.abort();
  }

  /** How many things somebody waits for. */
  get size(): number {
    return this.#listeners.size;
  }
}
