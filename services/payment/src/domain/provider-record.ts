import type { AuthorizationAnswer } from './authorization.ts';

/** What the provider keeps under one authorisation key. */
export interface ProviderRecord {
  readonly status: 'authorized' | 'declined' | 'captured' | 'voided';
  /** What `authorize` answers under this key. */
  readonly answer: AuthorizationAnswer;
  readonly amount: number;
  /** Null also where somebody else than we captured. */
  readonly captureKey: string | null;
  readonly refunded: number;
  /** What of that went back under our keys. */
  readonly refunds: Readonly<Record<string, number>>;
}
