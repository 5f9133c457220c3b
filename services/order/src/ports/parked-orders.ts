/** Orders that wait for a person: durable, and shared by all replicas. It may name some that do not wait any more. */
export interface ParkedOrders {
  /** May lag a little behind. */
  list(): Promise<readonly string[]>;
  add(orderId: string): Promise<void>;
  remove(orderIds: readonly string[]): Promise<void>;
}
