export interface IndexEntry {
  readonly orderId: string;
  /** When it was placed. */
  readonly at: string;
}

export interface IndexQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Where a first page begins: with what was placed before this moment. */
  readonly before?: string | undefined;
}

export interface IndexPage {
  readonly orderIds: readonly string[];
  readonly nextCursor: string | null;
}

/** The orders of each user, newest first. */
export interface OrderIndex {
  /** Adding an order again changes nothing. */
  add(userId: string, entry: IndexEntry): Promise<void>;
  page(userId: string, query: IndexQuery): Promise<IndexPage>;
}
