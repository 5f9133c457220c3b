import type { FaultFolder, FiredFault } from '@mercato/kit/faults';

const freshMs = 150;

/** Which faults were met, read now and then for all who ask. */
export class Sightings {
  readonly #folder: FaultFolder;
  #at = -Infinity;
  #read: Promise<ReadonlyMap<string, readonly FiredFault[]>> | undefined;

  constructor(folder: FaultFolder) {
    this.#folder = folder;
  }

  async of(id: string): Promise<readonly FiredFault[]> {
    if (!this.#read || performance.now() - this.#at > freshMs) {
      this.#at = performance.now();
      this.#read = this.#folder.fired().then((all) => Map.groupBy(all, (fault) => fault.id));
    }
    return (await this.#read).get(id) ?? [];
  }
}
