import type { Ids } from '@mercato/kit/ids';

/** UUIDs in sequence: 00000000-0000-4000-8000-000000000001 and so on. */
export class SequentialIds implements Ids {
  #next = 1;

  uuid(): string {
    const tail = String(this.#next).padStart(12, '0');
    this.#next += 1;
    return `00000000-0000-4000-8000-${tail}`;
  }
}
