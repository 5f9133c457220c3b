/** Some of the keys of a folder. */
export interface ObjectKeys {
  readonly keys: readonly string[];
  /** Whether there are others after the last of these. */
  readonly more: boolean;
}

export interface ListOptions {
  /** Only keys that come after this one. */
  readonly after?: string | undefined;
  /** 1 to 1000. */
  readonly limit: number;
}

/**
 * Objects as JSON, by keys of names between slashes, the last of which is the object's and the others its folders'. Throws
 * `dependency.unavailable` or `dependency.timeout` (then a write is uncertain: write it again).
 */
export interface ObjectStore {
  /** Writes an object, whatever was there before. */
  put(key: string, value: object): Promise<void>;
  get<T>(key: string): Promise<T | undefined>;
  /** The keys directly in a folder, in an order that stays; an unknown folder is empty. */
  list(folder: string, options: ListOptions): Promise<ObjectKeys>;
  /** Removing what is not there is done already. */
  remove(key: string): Promise<void>;
}

const shape = /^[A-Za-z0-9_~-][A-Za-z0-9_~.-]*(\/[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)*$/;
const longest = 512;

/** A key or folder as it may go to a file system or a bucket: nothing in it leads anywhere else. Any other is a bug. */
export const checkedKey = (key: string): string => {
  if (key.length > longest || !shape.test(key)) throw new Error(`${JSON.stringify(key)} is no key of an object`);
  return key;
};
