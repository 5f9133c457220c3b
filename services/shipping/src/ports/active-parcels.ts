/** The orders whose parcels the carrier still has something to do for: durable, and shared by all replicas. */
export interface ActiveParcels {
  /** May lag a little behind: what it names is looked at by a strong read, what it misses comes next time. */
  list(): Promise<readonly string[]>;
  add(orderId: string): Promise<void>;
  remove(orderIds: readonly string[]): Promise<void>;
}
