/** A value as it stood, with the tag that guards its replacement. */
export interface Stored<T> {
  readonly value: T;
  readonly etag: string;
}

/** `conflict`: somebody else wrote first (or it exists already), and nothing was written. */
export type Written = 'written' | 'conflict';

/**
 * A service's own documents, as JSON. Every write is guarded; a write whose answer was lost may answer `conflict` with
 * itself, so callers re-read. Throws `dependency.unavailable` or `dependency.timeout` (then the write is uncertain).
 */
export interface StateStore {
  /** A strong read: what it does not find is not there. */
  get<T>(key: string): Promise<Stored<T> | undefined>;
  /** Eventually consistent; never decide a write on it. Missing keys are missing from the map. At most 100 keys go in one request. */
  getMany<T>(keys: readonly string[]): Promise<ReadonlyMap<string, Stored<T>>>;
  create(key: string, value: object): Promise<Written>;
  replace(key: string, value: object, etag: string): Promise<Written>;
  remove(key: string, etag: string): Promise<Written>;
}
