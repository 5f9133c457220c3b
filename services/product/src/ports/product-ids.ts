/** The ids of all products there ever were: the store cannot list keys. */
export interface ProductIds {
  add(ids: readonly string[]): Promise<void>;
  all(): Promise<readonly string[]>;
}
