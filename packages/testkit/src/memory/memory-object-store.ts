import { checkedKey, type ListOptions, type ObjectKeys, type ObjectStore } from '@mercato/kit/objects';
import { type Fault, FaultPlan } from './faults.ts';

export type ObjectOperation = 'put' | 'get' | 'list' | 'remove';

/** ObjectStore in memory: values go through JSON, and each operation yields to others first. */
export class MemoryObjectStore implements ObjectStore {
  readonly faults = new FaultPlan();
  readonly #objects = new Map<string, string>();

  failNext(
    operation: ObjectOperation,
    fault: Fault,
    options: { readonly times?: number; readonly subject?: string } = {},
  ): void {
    this.faults.add(operation, fault, options);
  }

  /** Every key, in order. */
  get keys(): readonly string[] {
    return [...this.#objects.keys()].toSorted();
  }

  put(key: string, value: object): Promise<void> {
    return this.#do('put', checkedKey(key), () => void this.#objects.set(key, JSON.stringify(value)));
  }

  get<T>(key: string): Promise<T | undefined> {
    return this.#do('get', checkedKey(key), () => {
      const json = this.#objects.get(key);
      return json === undefined ? undefined : (JSON.parse(json) as T);
    });
  }

  list(folder: string, { after = '', limit }: ListOptions): Promise<ObjectKeys> {
    const prefix = `${checkedKey(folder)}/`;
    return this.#do('list', folder, () => {
      const inside = this.keys.filter((key) => key.startsWith(prefix) && !key.slice(prefix.length).includes('/'));
      const keys = inside.filter((key) => key > after);
      return { keys: keys.slice(0, limit), more: keys.length > limit };
    });
  }

  remove(key: string): Promise<void> {
    return this.#do('remove', checkedKey(key), () => void this.#objects.delete(key));
  }

  async #do<T>(operation: ObjectOperation, subject: string, work: () => T): Promise<T> {
    await Promise.resolve();
    return this.faults.run(operation, subject, work);
  }
}
