import type { Acceptance } from '../domain/acceptance.ts';

/** What was accepted, by order. */
export interface Acceptances {
  find(orderId: string): Promise<Acceptance | undefined>;
  /** Keeps the first one for an order, and answers it: what comes later changes nothing. */
  keep(acceptance: Acceptance): Promise<Acceptance>;
}
