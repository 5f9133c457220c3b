/** One request of the load, and what became of it. */
export interface Attempt {
  readonly kind: string;
  /** Milliseconds from the start of the load. */
  readonly at: number;
  readonly ms: number;
  /** `lost`: no answer came. */
  readonly status: number | 'lost';
  /** The problem that came with a 500: no fault of ours explains one, so it is a mistake of the shop's. */
  readonly mistake?: string;
}

/** An order that a shopper wanted to place, with all attempts at it. */
export interface Offer {
  readonly at: number;
  /** When it was accepted, or given up. */
  readonly endedAt: number;
  readonly accepted: boolean;
}

/** What the load did and was told. */
export class Ledger {
  /** Epoch milliseconds. */
  readonly startedAt = Date.now();
  readonly attempts: Attempt[] = [];
  readonly offers: Offer[] = [];

  /** Milliseconds since the load began. */
  now(): number {
    return Date.now() - this.startedAt;
  }
}

/** Not an answer, and another try may get one. */
export const isFailure = (status: Attempt['status']): boolean => status === 'lost' || status >= 500 || status === 429;
