import { DomainError, errors } from '../errors/index.ts';
import type { Secrets } from '../secrets/index.ts';
import type { Sidecar } from './sidecar.ts';

/** Secrets over Dapr's secret store (component `secrets`). */
export class DaprSecrets implements Secrets {
  readonly #sidecar: Sidecar;

  constructor(sidecar: Sidecar) {
    this.#sidecar = sidecar;
  }

  async get(name: string): Promise<string> {
    try {
      const answer = await this.#sidecar.call('secret store', 5_000, (api, signal) =>
        api.getSecret({ storeName: 'secrets', key: name }, { signal }),
      );
      const value = answer.data[name];
      if (value === undefined) throw errors.unavailable(`secret ${name}`);
      return value;
    } catch (error) {
      throw error instanceof DomainError ? error : errors.unavailable(`secret ${name}`, error);
    }
  }
}
