import type { Notes } from '../state/index.ts';
import type { Sidecar } from './sidecar.ts';

const writeMs = 5_000;
// A day longer than SQS keeps a message at most.
const ttlInSeconds = 15 * 24 * 3600;
const lastWrite = 2;

/** Notes beside the service's documents, which the store may expire. */
export class DaprNotes implements Notes {
  readonly #sidecar: Sidecar;

  constructor(sidecar: Sidecar) {
    this.#sidecar = sidecar;
  }

  async keep(key: string, note: object): Promise<void> {
    const item = {
      key,
      value: Buffer.from(JSON.stringify(note), 'utf8'),
      metadata: { contentType: 'application/json', ttlInSeconds: String(ttlInSeconds) },
      options: { concurrency: lastWrite },
    };
    await this.#sidecar.call('state store', writeMs, (api, signal) =>
      api.saveState({ storeName: 'state', states: [item] }, { signal }),
    );
  }
}
