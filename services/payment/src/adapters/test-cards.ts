import type { ErrorCode } from '@mercato/contracts/shared';

/**
 * What a card makes the simulated provider do. `late` and `lost` do the work and fail to say so in time; `silent` does
 * nothing and never answers; `flaky` is down twice; `capturelost` loses the answer of the capture.
 */
export const scenarios = [
  'success',
  'declined',
  'insufficient',
  'expired',
  'cvc',
  'processing',
  'late',
  'lost',
  'silent',
  'flaky',
  'capturelost',
] as const;
export type Scenario = (typeof scenarios)[number];

/** Stripe's published test cards that do not succeed, and numbers of our own for what Stripe cannot play. All others succeed. */
export const testCards: Readonly<Record<string, Scenario>> = {
  '4000000000000002': 'declined',
  '4000000000009987': 'declined',
  '4000000000009979': 'declined',
  '4000000000006975': 'declined',
  '4000000000009995': 'insufficient',
  '4000000000000069': 'expired',
  '4000000000000127': 'cvc',
  '4000000000000119': 'processing',
  '4000000000007015': 'late',
  '4000000000007023': 'lost',
  '4000000000007031': 'silent',
  '4000000000007049': 'flaky',
  '4000000000007056': 'capturelost',
};

export const declineCodes: Readonly<Partial<Record<Scenario, ErrorCode>>> = {
  declined: 'payment.declined',
  cvc: 'payment.declined',
  insufficient: 'payment.insufficient_funds',
  expired: 'payment.card_expired',
  processing: 'payment.processing_error',
};
