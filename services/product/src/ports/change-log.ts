/** Tells every replica, this one included, which products changed. Entries may repeat; none is ever about more than an id. */
export interface ChangeLog {
  /** Returns once the entries are stored. */
  append(productIds: readonly string[]): Promise<void>;
  /** Appends soon and keeps trying: for callers that must not wait for it. */
  note(productId: string): void;
}
