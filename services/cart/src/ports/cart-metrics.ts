import type { Money } from '@mercato/contracts/shared';

export interface CartMetrics {
  /** A cart was changed and is now worth this. */
  changed(total: Money): void;
}
