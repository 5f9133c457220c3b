import { errors } from '@mercato/kit/errors';
import type { Secrets } from '@mercato/kit/secrets';

export class MemorySecrets implements Secrets {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: Readonly<Record<string, string>>) {
    this.#values = new Map(Object.entries(values));
  }

  get(name: string): Promise<string> {
    const value = this.#values.get(name);
    return value === undefined ? Promise.reject(errors.unavailable(`secret ${name}`)) : Promise.resolve(value);
  }
}
