import { errors } from '@mercato/kit/errors';
import type { Secrets } from '@mercato/kit/secrets';

export class MemorySecrets implements Secrets {
  readonly #values: Map<string, string>;
  reads = 0;
  /** The store does not answer. */
  down = false;

  constructor(values: Readonly<Record<string, string>>) {
    this.#values = new Map(Object.entries(values));
  }

  /** Rotates a secret. */
  set(name: string, value: string): void {
    this.#values.set(name, value);
  }

  get(name: string): Promise<string> {
    this.reads += 1;
    const value = this.down ? undefined : this.#values.get(name);
    return value === undefined ? Promise.reject(errors.unavailable(`secret ${name}`)) : Promise.resolve(value);
  }
}
